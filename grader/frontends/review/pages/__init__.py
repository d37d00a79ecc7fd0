"""The pages of the review server: HTML, made by `grader.reports.elements` alone.

    layout             what all share: the frame, links, forms, the style sheet
    class_pages        the queue, students x questions, all decisions, your name, why something was refused
    group_page         one group of the queue
    similar_page       two submissions that share much of their code
    submission_page    one submission

`application` calls them.
"""

__all__ = ["class_pages", "group_page", "layout", "similar_page", "submission_page"]

"""The pages of the review server: HTML, made by `grader.reports.elements` alone.

    layout             what all share: the frame, links, forms, the style sheet
    class_pages        the queue, students x questions, all decisions, your name, why something was refused
    answer_page        one question of a submission, or the whole of it, and the panel to decide
    keys.js            a key for what is pressed often
    similar_page       two submissions that share much of their code

`application` calls them.
"""

__all__ = ["answer_page", "class_pages", "layout", "similar_page"]

"""Written answers: what students assign to a variable, where no key of theirs tells what is right.

    truth      {"truth": bool}          choice   {"choice": the right options, in any order}
    quantity   {"value": array ()}      text     {"accept": the texts that are right}
    manual     nothing: staff read the answer and give the points

A question of several cases reads a dictionary, with an entry for the `item` of each; of one, the variable itself.
"""

WRITTEN = ("truth", "choice", "quantity", "text", "manual")

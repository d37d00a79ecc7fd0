
import os
def f(w):
    folder, refused = {cache!r}, []
    for attempt in (
        lambda: os.listdir(folder), lambda: list(os.scandir(folder)), lambda: os.open(folder, os.O_RDONLY),
        lambda: os.open(folder, os.O_DIRECTORY | os.O_RDONLY),
    ):
        try:
            attempt()
        except OSError as error:
            refused.append(type(error) is PermissionError)
    return refused

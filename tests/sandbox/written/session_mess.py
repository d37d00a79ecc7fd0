
import os
def f(w):
    os.chdir(os.environ["HOME"])
    os.makedirs("a/b/c")
    os.symlink("/", "root"); os.symlink("/etc/passwd", "a/passwd"); os.mkfifo("a/fifo")
    for _ in range(35):  # beyond the longest path, and done before the grader looks at the folder
        os.mkdir("deeper" * 40); os.chdir("deeper" * 40)
    os.chdir(os.environ["HOME"])
    for name in ("x", "a/y", "a/b/z"):
        os.mkdir(name); open(name + "/file", "w").close(); os.mkdir(name + "/in"); os.chmod(name, 0)
    os.mkdir("never", 0)
    os.chmod(".", 0)
    return os.environ["HOME"]

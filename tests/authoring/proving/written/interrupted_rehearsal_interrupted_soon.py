
import os, signal, sys, threading, time
from grader.authoring.proving import runs
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has it ignored for what runs in the background
transcribe = runs.transcribe
def interrupt():
    print(time.monotonic(), flush=True)
    os.kill(os.getpid(), signal.SIGINT)
def watched(path, *arguments, **options):
    if path.name == "endless.py":
        threading.Timer(1.0, interrupt).start()
    return transcribe(path, *arguments, **options)
runs.transcribe = watched
from grader.frontends.student.command_line import main
main()

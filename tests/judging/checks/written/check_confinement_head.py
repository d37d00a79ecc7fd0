import os, resource, socket, subprocess, sys, threading, time
import numpy as np

def attempt(function, *arguments):
    try:
        return repr(function(*arguments))[:200]
    except BaseException as error:
        return type(error).__name__

def check(result, *, arguments, expected):
    return False, str(

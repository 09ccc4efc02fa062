"""The stored answer of a check: where nothing has changed since, it is written again and nothing is checked.

``__main__`` asks here before it imports anything else of litlint, so only modules of the interpreter's core are used. A
stored answer is a file of plain text in the user's cache folder. Its name is a hash of the command line, the folder, all of
the environment, the day, the interpreter and what the streams are. It lists what the run looked at, and holds only as long
as each of these is as it was: files by their content, folders by what they list, modules of Python by their time and size.
What a run opens is recorded by an audit hook (PEP 578), so that no input is forgotten. Any doubt is a miss.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Callable, Iterable, Sequence

from litlint.cache_folder import cache_folder, digest, read_sealed, write_sealed

_FORM = b"litlint result 1\n"
# The user's files are compared by content up to this size; above it, reading them would take longer than it saves.
_MOST_BYTES = 16_000_000
# The folder of stored results keeps this many, the oldest go first; one is some 60 kB, mostly names of modules.
_MOST_RESULTS = 200
# A larger output is not worth its place, and a run that looks into more folders takes long to compare.
_MOST_OUTPUT, _MOST_FOLDERS = 4_000_000, 5_000
# What a shell changes from command to command, and what the key holds anyway.
_VOLATILE = frozenset({"_", "OLDPWD", "PWD", "SHLVL"})
# Options whose run writes files or asks others, and those whose input is not on disk.
_NEVER = frozenset(
    {
        *("--fix", "--fix-only", "--online", "--output", "--add-allow", "--reason"),
        *("--stdin-filename", "--hook", "--since", "--no-cache", "--watch", "-h", "--help"),
    }
)
# What a run does to the world, by the names of audit events; what Python keeps of its own compiling is no deed.
_DEEDS = ("socket.", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.system", "os.exec", "os.fork", "os.spawn")
# What the answer of git ls-files depends on beside the folders that it lists.
_GIT_FILES = (".git/index", ".git/config", ".git/info/exclude")
_USER_GIT_FILES = ("~/.gitconfig", "~/.config/git/config", "~/.config/git/ignore", "/etc/gitconfig")

_recorder: Recorder | None = None


def is_cacheable(arguments: Sequence[str]) -> bool:
    """Say whether the answer to a command line may be stored: that of a check which writes nothing and asks no registry."""
    if not arguments or arguments[0] != "check" or "-" in arguments:
        return False
    if any("://" in one for one in arguments):
        return False  # a repository on the web
    return _NEVER.isdisjoint(one.partition("=")[0] for one in arguments[1:])


def folder() -> str:
    """Return the folder of stored results."""
    return cache_folder("results")


def replay(arguments: Sequence[str]) -> int | None:
    """Write the stored answer to a command line, and return its exit code; None where there is none that holds."""
    try:
        rest = read_sealed(_place(arguments), _FORM)
        if rest is None:
            return None
        head, _, output = rest.partition(b"\n\n")
        code, *lines = head.decode("utf-8", "surrogateescape").split("\n")
        if any(_state(kind, path) != known for kind, known, path in (line.split("\t") for line in lines)):
            return None
        while output:
            header, _, output = output.partition(b"\n")
            number, length = map(int, header.split())
            stream = sys.stdout if number == 1 else sys.stderr
            stream.flush()
            stream.buffer.write(output[:length])
            stream.buffer.flush()
            output = output[length:]
        return int(code)
    except (OSError, ValueError):
        return None


class Recorder:
    """What one run looks at and writes, to be stored when it is through."""

    def __init__(self, arguments: Sequence[str]) -> None:
        global _recorder
        self._arguments = list(arguments)
        self._program = tuple(os.path.normcase(os.path.realpath(path)) for path in _program_folders())
        self._seen: dict[tuple[str, str], str] = {}
        self._doubt = ""
        self._written: list[tuple[int, bytes]] = []
        self.busy = False
        self._git: set[str] = set()
        _recorder = self
        sys.addaudithook(self._on_event)
        for number, stream in ((1, sys.stdout), (2, sys.stderr)):
            self._listen(number, stream)

    def _listen(self, number: int, stream: object) -> None:
        """Keep what is written to a stream."""
        write: Callable[[str], int] = getattr(stream, "write")  # noqa: B009 - of whatever type the stream is
        encoding, errors = getattr(stream, "encoding", "utf-8"), getattr(stream, "errors", "strict")
        # Text streams write line ends as the system has them.
        end = os.linesep if os.linesep != "\n" else None

        def keep(text: str) -> int:
            count = write(text)
            shown = text.replace("\n", end) if end else text
            self._written.append((number, shown.encode(encoding, errors)))
            return count

        setattr(stream, "write", keep)  # noqa: B010 - of whatever type the stream is

    def _on_event(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.busy or self._doubt:
            return
        if event == "open":
            self._on_open(*arguments[:3])
        elif event in ("os.listdir", "os.scandir"):
            self.note("folder", arguments[0] or ".")
        elif event == "subprocess.Popen":
            self._on_program(arguments[1], arguments[2])
        elif event.startswith(_DEEDS) and not any("__pycache__" in str(one) for one in arguments):
            self._doubt = event

    def _on_open(self, path: object, mode: object, flags: object) -> None:
        if not isinstance(path, str | bytes | os.PathLike):
            return  # a number of a file that is open already, as that of a stream or a pipe
        writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)
        if writes or (isinstance(mode, str) and set(mode) & set("wax+")):
            # Python keeps what it compiled; that is no output of the run.
            self._doubt = self._doubt or (
                "" if ".pyc" in os.fsdecode(path) or os.fsdecode(path) == os.devnull else "writes"
            )
            return
        self.note("file", path)

    def _on_program(self, command: object, cwd: object) -> None:
        if not isinstance(command, list) or command[:1] != ["git"] or "ls-files" not in command or cwd is None:
            self._doubt = "runs a program"
            return
        self._git.add(os.fsdecode(cwd))  # type: ignore[arg-type]  # Popen takes nothing else

    def note(self, kind: str, path: object) -> None:
        """Note that the run looked at a path: at a ``file``, at what a ``folder`` lists, or at what a ``name`` is."""
        if not isinstance(path, str | bytes | os.PathLike):
            return
        place = os.path.abspath(os.fsdecode(path))
        if place.startswith(("/proc/", "/dev/")):
            return
        if kind != "name" and os.path.normcase(place).startswith(self._program):
            if place.endswith(".pyc"):
                head, tail = os.path.split(place)
                self.note("module", os.path.join(os.path.dirname(head), tail.partition(".")[0] + ".py"))
            kind = "module"
        if (kind, place) not in self._seen:
            busy, self.busy = self.busy, True  # what is looked at here is not the run's doing
            self._seen[kind, place] = _state(kind, place)
            self.busy = busy

    def store(self, code: int) -> None:
        """Store the answer, unless anything about it is in doubt."""
        self.busy = True
        for number, stream in ((1, sys.stdout), (2, sys.stderr)):
            del number, stream.write  # the stream's own again
        try:
            self._look_around()
            changed = any(_state(kind, path) != known for (kind, path), known in self._seen.items())
            size = sum(len(data) for _, data in self._written)
            folders = sum(kind == "folder" for kind, _ in self._seen)
            if not (self._doubt or changed or size > _MOST_OUTPUT or folders > _MOST_FOLDERS):
                self._write(code)
        except (OSError, ValueError):
            return

    def _look_around(self) -> None:
        """Note what was looked at without being opened: the arguments, and where a configuration or a repository may be."""
        names = [one for one in self._arguments[1:] if not one.startswith("-")] or ["."]
        above = [os.path.abspath(name) for name in (*names, ".")]
        for name in above:
            self.note("name", name)
            while True:
                for known in ("litlint.toml", "pyproject.toml", ".git"):
                    self.note("name", os.path.join(name, known))
                up = os.path.dirname(name)
                if up == name:
                    break
                name = up
        for root in self._git:
            self._look_at_git(root)

    def _look_at_git(self, top: str) -> None:
        """Note what git's list of files depends on beside the folders."""
        while not os.path.lexists(os.path.join(top, ".git")) and top != os.path.dirname(top):
            top = os.path.dirname(top)
            self.note("file", os.path.join(top, ".gitignore"))
        if not os.path.isdir(os.path.join(top, ".git")):
            self._doubt = "a linked work tree"
        for path in (*(os.path.join(top, name) for name in _GIT_FILES), *map(os.path.expanduser, _USER_GIT_FILES)):
            self.note("file", path)
            if not path.endswith("index") and os.path.isfile(path):
                with open(path, "rb") as file:
                    text = file.read(_MOST_BYTES).lower()
                if b"excludesfile" in text or b"[include" in text or b"worktree" in text:
                    self._doubt = "files of git elsewhere"

    def _write(self, code: int) -> None:
        lines = [str(code)]
        for (kind, path), known in self._seen.items():
            if "\n" in path or "\t" in path:
                return
            lines.append(f"{kind}\t{known}\t{path}")
        output = b"".join(b"%d %d\n%s" % (number, len(data), data) for number, data in self._written)
        rest = "\n".join(lines).encode("utf-8", "surrogateescape") + b"\n\n" + output
        write_sealed(
            _place(self._arguments), _FORM, rest, most_files=_MOST_RESULTS, most_bytes=_MOST_RESULTS * _MOST_OUTPUT
        )


def depends_on(kind: str, *paths: object) -> None:
    """Note what a run looks at without opening it: what a ``folder`` lists, or whether a ``name`` is there at all."""
    if _recorder is not None:
        for path in paths:
            _recorder.note(kind, path)


class unrecorded:  # noqa: N801 - used as a function is; contextlib would take a millisecond to import
    """Record nothing of what is done meanwhile: what another cache holds is no input of a run, as no answer depends on it."""

    def __enter__(self) -> None:
        self._busy = _recorder is not None and _recorder.busy
        if _recorder is not None:
            _recorder.busy = True

    def __exit__(self, *error: object) -> None:
        if _recorder is not None:
            _recorder.busy = self._busy


def _state(kind: str, path: str) -> str:
    """Return what a path is now, in a word; another word means that something has changed."""
    try:
        if kind == "name":
            about = os.lstat(path)
            return f"{stat.S_IFMT(about.st_mode):o}" + (os.readlink(path) if stat.S_ISLNK(about.st_mode) else "")
        about = os.stat(path)
        if kind == "folder":
            with os.scandir(path) as listing:
                items = sorted(_entry(item) for item in listing)
            return digest("\0".join(items).encode("utf-8", "surrogateescape"))
        if kind == "module" or about.st_size > _MOST_BYTES or not stat.S_ISREG(about.st_mode):
            return f"{about.st_size}-{about.st_mtime_ns}-{about.st_ctime_ns}"
        with open(path, "rb") as file:
            return digest(file.read())
    except FileNotFoundError:
        return "absent"
    except OSError as error:
        return f"error {error.errno}"


def _entry(item: os.DirEntry[str]) -> str:
    kind = "l" if item.is_symlink() else "d" if item.is_dir() else "f"
    return f"{kind}{item.name}" + (f"\0{os.readlink(item.path)}\0{item.is_dir()}" if kind == "l" else "")


def _place(arguments: Sequence[str]) -> str:
    """Return the file of the answer to a command line, given in this folder, environment and terminal, on this day."""
    parts: list[str] = [*arguments, "", os.getcwd(), sys.executable, sys.version, *sys.path]
    parts += [f"{name}={value}" for name, value in sorted(os.environ.items()) if name not in _VOLATILE]
    parts += [str(int(time.time()) // 86_400)]
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        try:
            about = [str(stream.isatty()), str(stream.encoding), str(stream.errors)]
            parts += [*about, str(os.get_terminal_size(stream.fileno())) if stream.isatty() else ""]
        except (AttributeError, OSError, ValueError):
            parts.append("none")
    return os.path.join(folder(), digest("\0".join(parts).encode("utf-8", "surrogateescape")))


def _program_folders() -> Iterable[str]:
    """Yield where Python, its packages and litlint are: what is there is compared by time and size."""
    yield os.path.dirname(os.path.abspath(__file__)) + os.sep
    yield os.path.dirname(os.__file__) + os.sep
    yield from (path + os.sep for path in sys.path if path.endswith("-packages"))

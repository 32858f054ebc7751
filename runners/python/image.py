"""Writes the image of the runner in Python: interpreter, its libraries and runner.py, from nothing and bit for bit the same.

usage: image.py ARCHIVE.tar      (as docker load takes it; id and layers go to ARCHIVE.id and ARCHIVE.layers)
"""

import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile

PYTHON = os.path.realpath("/usr/bin/python3")
LEFT_OUT = {"__pycache__", "test", "tests", "idlelib", "tkinter", "turtledemo", "ensurepip", "lib2to3", "dist-packages", "pydoc_data"}
HERE = os.path.dirname(os.path.abspath(__file__))


def libraries():
    said = subprocess.run(["ldd", PYTHON], check=True, capture_output=True, text=True).stdout
    return sorted({word for word in said.split() if word.startswith("/")})


def standard_library():
    said = subprocess.run(
        [PYTHON, "-I", "-c", "import sysconfig; print(sysconfig.get_path('stdlib'))"],
        check=True, capture_output=True, text=True).stdout.strip()
    for folder, folders, files in os.walk(said):
        folders[:] = sorted(name for name in folders if name not in LEFT_OUT and not name.startswith("config-"))
        yield from (os.path.join(folder, name) for name in sorted(files) if name.endswith((".py", ".so")))


def layer():
    files = {PYTHON: PYTHON, "/app/runner.py": os.path.join(HERE, "runner.py")}
    files |= {path: os.path.realpath(path) for path in libraries()}
    files |= {path: path for path in standard_library()}
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        folders = set()
        for name in sorted(files):
            parts = name.strip("/").split("/")[:-1]
            for i in range(1, len(parts) + 1):
                add_folder(tar, folders, "/".join(parts[:i]))
            with open(files[name], "rb") as f:
                data = f.read()
            entry = tarfile.TarInfo(name.strip("/"))
            entry.size = len(data)
            entry.mode = 0o755 if os.access(files[name], os.X_OK) else 0o644
            tar.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def add_folder(tar, known, name):
    if name not in known:
        known.add(name)
        entry = tarfile.TarInfo(name)
        entry.type = tarfile.DIRTYPE
        entry.mode = 0o755
        tar.addfile(entry)


def add(tar, name, data):
    entry = tarfile.TarInfo(name)
    entry.size = len(data)
    entry.mode = 0o644
    tar.addfile(entry, io.BytesIO(data))


def write(archive):
    packed = layer()
    layer_id = hashlib.sha256(packed).hexdigest()
    config = json.dumps({
        "architecture": "amd64", "os": "linux", "created": "1970-01-01T00:00:00Z",
        "config": {"User": "10001:10001", "Entrypoint": [PYTHON, "-I", "-B", "/app/runner.py"], "WorkingDir": "/"},
        "rootfs": {"type": "layers", "diff_ids": ["sha256:" + layer_id]},
        "history": [{"created": "1970-01-01T00:00:00Z", "created_by": "image.py"}],
    }, separators=(",", ":")).encode()
    image_id = hashlib.sha256(config).hexdigest()
    manifest = [{"Config": image_id + ".json", "RepoTags": ["testbed/python-runner:1"], "Layers": [layer_id + "/layer.tar"]}]
    with tarfile.open(archive, "w", format=tarfile.USTAR_FORMAT) as tar:
        add(tar, image_id + ".json", config)
        add(tar, layer_id + "/layer.tar", packed)
        add(tar, "manifest.json", json.dumps(manifest).encode())
    stem = archive.removesuffix(".tar")
    for ending, value in ((".id", image_id), (".layers", layer_id)):
        with open(stem + ending, "w", encoding="ascii") as f:
            f.write("sha256:" + value + "\n")
    print(archive, "sha256:" + image_id)


if __name__ == "__main__":
    write(sys.argv[1])

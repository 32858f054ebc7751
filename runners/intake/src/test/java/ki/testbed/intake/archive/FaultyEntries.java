package ki.testbed.intake.archive;

import java.util.stream.Stream;

/** Images with an entry that must not be, or has no effect (I114 to I121). */
final class FaultyEntries {
  private static final byte[] PROGRAM = Layers.program();

  private FaultyEntries() {}

  static Stream<Fault> all() {
    return Stream.of(
        new Fault(
            "I114",
            "a path with two dots",
            () -> Pieces.layer(tar -> tar.file("../../etc/passwd", "x"))),
        new Fault(
            "I114",
            "a path with two dots inside",
            () -> Pieces.layer(tar -> tar.file("a/../b", "x"))),
        new Fault(
            "I114", "an absolute path", () -> Pieces.layer(tar -> tar.file("/etc/passwd", "x"))),
        new Fault("I114", "a link as root", () -> Pieces.layer(tar -> tar.symlink("./", "/etc"))),
        new Fault(
            "I114",
            "a path with two dots in the archive itself",
            () -> ImageArchive.sound().extra(tar -> tar.file("../evil", "x")).oci()),
        new Fault(
            "I115",
            "a link that climbs out",
            () -> Pieces.layer(tar -> tar.symlink("a/link", "../../etc/passwd"))),
        new Fault(
            "I115",
            "an absolute link that climbs out",
            () -> Pieces.layer(tar -> tar.symlink("link", "/../etc/passwd"))),
        new Fault("I115", "a link to nothing", () -> Pieces.layer(tar -> tar.symlink("link", ""))),
        new Fault(
            "I115",
            "written through a link",
            () -> Pieces.layer(tar -> tar.symlink("out", "/etc").file("out/passwd", "x"))),
        new Fault(
            "I115",
            "written through a link of a lower layer",
            () ->
                ImageArchive.sound()
                    .layer(tar -> tar.symlink("out", "/etc"))
                    .layer(tar -> tar.file("out/passwd", "x"))
                    .dockerSave()),
        new Fault(
            "I115",
            "removed through a link",
            () ->
                ImageArchive.sound()
                    .layer(tar -> tar.symlink("out", "/etc"))
                    .layer(tar -> tar.whiteout("out/.wh.passwd"))
                    .dockerSave()),
        new Fault(
            "I115",
            "emptied through a link",
            () ->
                ImageArchive.sound()
                    .layer(tar -> tar.symlink("out", "/etc"))
                    .layer(tar -> tar.whiteout("out/.wh..wh..opq"))
                    .dockerSave()),
        new Fault(
            "I115", "below a file", () -> Pieces.layer(tar -> tar.file("a", "x").file("a/b", "x"))),
        new Fault(
            "I115",
            "a hard link that climbs out",
            () -> Pieces.layer(tar -> tar.hardlink("link", "../../etc/shadow"))),
        new Fault(
            "I115",
            "a hard link to nothing",
            () -> Pieces.layer(tar -> tar.hardlink("link", "etc/shadow"))),
        new Fault(
            "I115",
            "a hard link to a directory",
            () -> Pieces.layer(tar -> tar.directory("d").hardlink("link", "d"))),
        new Fault(
            "I115",
            "a hard link through a link",
            () ->
                Pieces.layer(
                    tar -> tar.file("d/x", "x").symlink("s", "d").hardlink("link", "s/x"))),
        new Fault(
            "I115",
            "a hard link to a lower layer",
            () -> ImageArchive.sound().layer(tar -> tar.hardlink("link", "app/run")).dockerSave()),
        new Fault(
            "I115",
            "a config that is a link outside",
            () ->
                ImageArchive.sound()
                    .writeConfig((tar, _) -> tar.symlink("config.json", "../../../etc/passwd"))
                    .dockerSave()),
        new Fault(
            "I115",
            "a manifest that is a link",
            () -> TarBytes.of(tar -> tar.symlink("manifest.json", "/etc/passwd"))),
        new Fault(
            "I115",
            "a layer that is a link outside",
            () ->
                ImageArchive.sound()
                    .extra(tar -> tar.symlink("x.tar", "/etc/passwd"))
                    .manifest(image -> image.withArray("/Layers").add("x.tar"))
                    .dockerSave()),
        new Fault(
            "I115",
            "layers that are links in a circle",
            () ->
                ImageArchive.sound()
                    .extra(tar -> tar.symlink("x.tar", "y.tar").symlink("y.tar", "x.tar"))
                    .manifest(image -> image.withArray("/Layers").add("x.tar"))
                    .dockerSave()),
        new Fault(
            "I116",
            "a device",
            () -> Pieces.layer(tar -> tar.entry('3', "dev/sda", 0666, "", new byte[0]))),
        new Fault(
            "I116",
            "a FIFO",
            () -> Pieces.layer(tar -> tar.entry('6', "fifo", 0666, "", new byte[0]))),
        new Fault(
            "I116",
            "an entry of an unknown type",
            () -> Pieces.layer(tar -> tar.entry('Z', "what", 0666, "", new byte[10]))),
        new Fault(
            "I116",
            "a device in the archive itself",
            () ->
                ImageArchive.sound()
                    .extra(tar -> tar.entry('4', "sda", 0666, "", new byte[0]))
                    .oci()),
        new Fault("I117", "setuid", () -> Pieces.layer(tar -> tar.file("su", 04755, PROGRAM))),
        new Fault(
            "I117",
            "file capabilities",
            () ->
                Pieces.layer(
                    tar -> tar.pax("SCHILY.xattr.security.capability", "x").file("ping", "x"))),
        new Fault(
            "I118",
            "an attribute of the kernel",
            () ->
                Pieces.layer(
                    tar -> tar.pax("SCHILY.xattr.trusted.overlay.opaque", "y").directory("d"))),
        new Fault("I119", "a mark without a name", () -> Pieces.layer(tar -> tar.whiteout(".wh."))),
        new Fault(
            "I119",
            "a mark for the directory itself",
            () -> Pieces.layer(tar -> tar.whiteout("a/.wh.."))),
        new Fault(
            "I119",
            "a mark for the directory above",
            () -> Pieces.layer(tar -> tar.whiteout("a/.wh..."))),
        new Fault(
            "I119", "a mark with content", () -> Pieces.layer(tar -> tar.file(".wh.x", "content"))),
        new Fault(
            "I119",
            "a mark that is a directory",
            () -> Pieces.layer(tar -> tar.directory(".wh.x"))),
        new Fault(
            "I119", "a file below a mark", () -> Pieces.layer(tar -> tar.file(".wh.x/y", ""))),
        new Fault(
            "I119",
            "a mark of an old engine",
            () -> Pieces.layer(tar -> tar.whiteout(".wh..wh.plnk"))),
        new Fault(
            "I120", "a long path", () -> Pieces.layer(tar -> tar.file("abc/".repeat(1025), "x"))),
        new Fault("I120", "a long name", () -> Pieces.layer(tar -> tar.file("n".repeat(256), "x"))),
        new Fault(
            "I120", "a deep path", () -> Pieces.layer(tar -> tar.file("a/".repeat(129), "x"))),
        new Fault(
            "I120",
            "a long link",
            () -> Pieces.layer(tar -> tar.symlink("link", "abc/".repeat(1025)))),
        new Fault(
            "I121", "a name with a line feed", () -> Pieces.layer(tar -> tar.file("a\nb", "x"))),
        new Fault(
            "I121",
            "a name that turns around",
            () -> Pieces.layer(tar -> tar.file("a\u202eb", "x"))),
        new Fault(
            "I121",
            "a name that is no UTF-8",
            () ->
                Pieces.layer(
                    tar -> tar.raw('0', new byte[] {'a', (byte) 0xff}, 0644, new byte[0], 0))));
  }
}

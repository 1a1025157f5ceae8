using BerryAIGen.Library.Locks;
using BerryAIGen.Library.Sources;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Locks;

public sealed class LockFileTests
{
    private static readonly string Hash = new('a', 64);

    [Fact]
    public void A_lock_reads_as_it_was_written_and_is_the_same_text_whatever_the_order()
    {
        using var folder = new TemporaryFolder();
        var (one, two) = (folder.Combine("one.lock"), folder.Combine("two.lock"));
        LockedFile[] files = [File("b.gguf"), File("a/x.safetensors"), File("c.bin") with { Folder = null }];

        new LockFile([]).With(files).Write(one);
        new LockFile([]).With([files[2]]).With([files[1], files[0]]).Write(two);

        System.IO.File.ReadAllText(one).ShouldBe(System.IO.File.ReadAllText(two));
        LockFile
            .Read(one)
            .Files.Select(file => file.Place)
            .ShouldBe(["c.bin", "loras/a/x.safetensors", "loras/b.gguf"]);
        LockFile.Read(one).Files[1].ShouldBe(files[1]);
    }

    [Fact]
    public void A_newer_entry_takes_the_place_of_the_older_one()
    {
        var newer = File("x.bin") with { SizeBytes = 9 };

        new LockFile([File("x.bin")]).With([newer]).Files.ShouldBe([newer]);
    }

    [Fact]
    public void A_secret_in_an_address_is_not_written()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Combine("berry.lock");

        new LockFile([File("x.bin") with { Url = new Uri("https://me:pw@example.com/x?token=abc&fileId=3") }]).Write(
            path
        );

        var text = System.IO.File.ReadAllText(path);
        text.ShouldNotContain("abc");
        text.ShouldNotContain("pw");
        text.ShouldContain("fileId=3");
    }

    [Theory]
    [InlineData("""{ "files": [] }""", "lock_version")]
    [InlineData("""{ "lock_version": 2, "files": [] }""", "lock_version")]
    [InlineData("""{ "lock_version": 1 }""", "files")]
    [InlineData("""{ "lock_version": 1, "files": [3] }""", "file 1")]
    [InlineData("""{ "lock_version": 1, "files": [{ "path": "../x" }] }""", "../x")]
    [InlineData("""{ "lock_version": 1, "files": [{ "path": "/x" }] }""", "/x")]
    [InlineData("""{ "lock_version": 1, "files": [{ "path": "x", "size": 1 }] }""", "sha256")]
    [InlineData("""{ "lock_version": 1, "files": [{ "path": "x", "hashes": { "sha256": "abc" } }] }""", "sha256")]
    [InlineData("not a lock", "cannot be read")]
    [InlineData("", "cannot be read: it is empty.")]
    [InlineData("x", "is an invalid start of a value.")]
    public void What_is_no_lock_says_why(string text, string part)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Combine("berry.lock");
        System.IO.File.WriteAllText(path, text);

        Should.Throw<LibraryException>(() => LockFile.Read(path)).Message.ShouldContain(part);
    }

    [Fact]
    public void A_place_that_is_there_twice_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Combine("berry.lock");
        new LockFile([File("x.bin"), File("x.bin")]).Write(path);

        Should.Throw<LibraryException>(() => LockFile.Read(path)).Message.ShouldContain("twice");
    }

    private static LockedFile File(string path) =>
        new()
        {
            Folder = "loras",
            Path = path,
            SizeBytes = 5,
            Hashes = new ExpectedHashes { Sha256 = Hash, Blake3 = Hash },
            Source = "civitai",
            Reference = "1@2",
            Url = new Uri("https://civitai.com/api/download/models/2?fileId=3"),
            ModelId = 1,
            VersionId = 2,
            FileId = 3,
        };
}

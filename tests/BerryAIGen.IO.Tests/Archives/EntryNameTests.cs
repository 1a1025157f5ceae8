using BerryAIGen.IO.Archives;

namespace BerryAIGen.IO.Tests.Archives;

public sealed class EntryNameTests
{
    [Theory]
    [InlineData("a.safetensors", "a.safetensors")]
    [InlineData("./a/b.bin", "a/b.bin")]
    [InlineData("a\\b.bin", "a/b.bin")]
    [InlineData("a//b", "a/b")]
    [InlineData("..a/b..", "..a/b..")]
    public void A_plain_name_becomes_a_path_below_the_folder(string name, string path) =>
        EntryNames.Check(name).ShouldBe((path, null));

    [Theory]
    [InlineData("../a")]
    [InlineData("a/../../b")]
    [InlineData("..\\a")]
    [InlineData("a/..")]
    [InlineData(".. /a")]
    [InlineData("a/. ./b")]
    [InlineData("/etc/passwd")]
    [InlineData("\\\\server\\share")]
    [InlineData("C:\\x")]
    [InlineData("a.bin:stream")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("/")]
    public void A_name_that_could_escape_is_no_path_and_says_why(string name)
    {
        var (path, why) = EntryNames.Check(name);

        path.ShouldBeNull();
        why.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void A_name_too_long_or_too_deep_is_no_path()
    {
        EntryNames.Check(new string('x', 256)).Path.ShouldBeNull();
        EntryNames.Check(string.Join('/', Enumerable.Repeat("x", 33))).Path.ShouldBeNull();
    }
}

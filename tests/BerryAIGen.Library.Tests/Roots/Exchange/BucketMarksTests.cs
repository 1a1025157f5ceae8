using BerryAIGen.Library.Roots.Exchange;

namespace BerryAIGen.Library.Tests.Roots.Exchange;

public sealed class BucketMarksTests
{
    private static readonly string One = new('1', 64);
    private static readonly string Two = new('2', 64);
    private static readonly RootFile File = new("loras/ink.safetensors", 10) { Tag = "\"tag\"" };

    [Fact]
    public void A_mark_tells_the_hash_of_its_file_as_it_is()
    {
        var mark = BucketMarks.Of(File, One, "")!;

        Read(mark, 10, "\"tag\"").Sha256.ShouldBe(One);
        Read(mark, 11, "\"tag\"").Sha256.ShouldBeNull();
        Read(mark, 10, "\"other\"").Sha256.ShouldBeNull();
    }

    [Fact]
    public void Of_two_marks_that_differ_none_is_believed() =>
        BucketMarks
            .Read([
                (File.Path, 10, "\"tag\""),
                (BucketMarks.Of(File, One, "")!, 0, ""),
                (BucketMarks.Of(File, Two, "")!, 0, ""),
            ])
            .Single()
            .Sha256.ShouldBeNull();

    [Theory]
    [InlineData(".berry/sha256/")]
    [InlineData(".berry/sha256/abc/def/loras/ink.safetensors")]
    [InlineData(".berry/sha256/../../etc/passwd")]
    public void What_is_no_mark_is_no_file_either(string name) => BucketMarks.Read([(name, 0, "")]).ShouldBeEmpty();

    [Fact]
    public void A_name_that_is_too_long_for_a_key_has_no_mark() =>
        BucketMarks.Of(File with { Path = new string('a', 960) }, One, "prefix/").ShouldBeNull();

    private static RootFile Read(string mark, long size, string tag) =>
        BucketMarks.Read([(mark, 0, ""), (File.Path, size, tag)]).Single();
}

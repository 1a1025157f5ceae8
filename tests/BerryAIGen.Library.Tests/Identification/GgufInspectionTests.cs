using BerryAIGen.IO.Containers;
using BerryAIGen.Library.Identification;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Identification;

public sealed class GgufInspectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_gguf_shows_its_tensors_and_texts()
    {
        var path = _folder.Write("a.gguf", GgufMaker.Small(("general.architecture", "flux"), ("general.name", "x")));

        var file = FileInspector.Inspect(path);

        file.Container.ShouldBe(Container.Gguf);
        file.Error.ShouldBeNull();
        (file.TensorCount, file.ParameterCount).ShouldBe((1, 4L));
        file.Metadata["general.name"].ShouldBe("x");
    }

    [Fact]
    public void The_name_promises_the_format_whose_rule_is_named()
    {
        FileInspector.Inspect(_folder.Write("a.gguf", [1, 2, 3, 4])).Error!.Rule.ShouldBe("magic");
        FileInspector.Inspect(_folder.Write("b.bin", GgufMaker.Small().AsSpan(..^1))).Error!.Rule.ShouldBe("truncated");
    }

    [Fact]
    public void The_true_shape_of_a_flattened_tensor_is_shown_when_it_fits()
    {
        byte[] File(uint first) =>
            new GgufMaker()
                .Head(3, 1, 1)
                .Word("comfy.gguf.orig_shape.a")
                .U32(9)
                .U32(4)
                .U64(2)
                .U32(first)
                .U32(2)
                .Tensor("a", 0, 0, 12)
                .Pad(32)
                .Zeros(48)
                .ToArray();

        FileInspector.Inspect(_folder.Write("a.gguf", File(6))).Table!.Tensors[0].Shape.ShouldBe([6UL, 2UL]);
        FileInspector.Inspect(_folder.Write("b.gguf", File(5))).Table!.Tensors[0].Shape.ShouldBe([12UL]);
    }

    [Fact]
    public void A_part_of_several_names_the_missing_ones()
    {
        var path = _folder.Write("a-00001-of-00002.gguf", GgufMaker.Small());

        FileInspector
            .Inspect(path)
            .Why.ShouldContain(why => why.Contains("a-00002-of-00002.gguf", StringComparison.Ordinal));
    }

    [Fact]
    public void A_complete_set_of_parts_is_counted_from_its_first()
    {
        WritePart(1, of: 3, tensors: 2, all: 4);
        WritePart(2, of: 3, tensors: 1, all: 4);
        WritePart(3, of: 3, tensors: 1, all: 4);

        var file = FileInspector.Inspect(PathOf(1, of: 3));

        file.Error.ShouldBeNull();
        file.Why.ShouldContain("All 3 files are there, with 4 tensors together.");
    }

    [Fact]
    public void Parts_that_do_not_add_up_are_an_error()
    {
        WritePart(1, of: 2, tensors: 2, all: 4);
        WritePart(2, of: 2, tensors: 1, all: 4);

        var error = FileInspector.Inspect(PathOf(1, of: 2)).Error.ShouldNotBeNull();

        error.Rule.ShouldBe("split tensors");
        error.Message.ShouldContain("4");
        error.Message.ShouldContain("3");
        FileInspector.Inspect(PathOf(2, of: 2)).Error.ShouldBeNull();
    }

    [Fact]
    public void A_broken_part_is_named_by_the_first()
    {
        WritePart(1, of: 2, tensors: 1, all: 2);
        _folder.Write("a-00002-of-00002.gguf", [1, 2, 3]);

        FileInspector.Inspect(PathOf(1, of: 2)).Error!.Message.ShouldContain("a-00002-of-00002.gguf");
    }

    [Fact]
    public void A_name_that_says_another_number_than_the_header_is_told()
    {
        WritePart(1, of: 2, tensors: 1, all: 2, claimed: 3);

        var why = FileInspector.Inspect(PathOf(1, of: 2)).Why;

        why.ShouldContain(sentence => sentence.Contains("the name says 1 of 2", StringComparison.Ordinal));
    }

    [Fact]
    public void A_part_under_a_name_of_its_own_says_how_the_others_are_found()
    {
        WritePart(1, of: 2, tensors: 1, all: 2);
        File.Move(PathOf(1, of: 2), Path.Combine(_folder.Path, "mine.gguf"));

        FileInspector
            .Inspect(Path.Combine(_folder.Path, "mine.gguf"))
            .Why.ShouldContain(sentence => sentence.Contains("mine-00001-of-00002.gguf", StringComparison.Ordinal));
    }

    private string PathOf(int part, int of) => Path.Combine(_folder.Path, $"a-{part:D5}-of-{of:D5}.gguf");

    private void WritePart(int part, int of, uint tensors, uint all, uint? claimed = null)
    {
        var maker = new GgufMaker()
            .Head(3, tensors, 3)
            .Number("split.no", (uint)part - 1)
            .Number("split.count", claimed ?? (uint)of)
            .Number("split.tensors.count", all);
        for (var index = 0u; index < tensors; index++)
            maker.Tensor($"t{part}.{index}", 0, index * 32, 4);
        _folder.Write(Path.GetFileName(PathOf(part, of)), maker.Pad(32).Zeros((int)tensors * 32).ToArray());
    }
}

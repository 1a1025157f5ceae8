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
}

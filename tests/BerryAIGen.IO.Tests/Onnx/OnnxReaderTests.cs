using BerryAIGen.IO.Containers;
using BerryAIGen.IO.Onnx;

namespace BerryAIGen.IO.Tests.Onnx;

public sealed class OnnxReaderTests
{
    [Fact]
    public void A_model_says_what_it_is()
    {
        var header = Read(ProtoMaker.Model(ProtoMaker.Graph())).Header.ShouldNotBeNull();

        header.IrVersion.ShouldBe(8);
        header.OperatorSets[""].ShouldBe(17);
        (header.Producer, header.ProducerVersion, header.GraphName).ShouldBe(("pytorch", "2.4", "main"));
        header.Inputs.ShouldBe(["sample"]);
        header.Outputs.ShouldBe(["out"]);
        header.NodeCount.ShouldBe(2);
        header.Metadata["author"].ShouldBe("x");
        var tensor = header.Tensors.Single();
        (tensor.Name, tensor.DataType, tensor.ParameterCount, tensor.ExternalFile).ShouldBe(("w", "FLOAT", 6L, null));
        tensor.Shape.ShouldBe([2UL, 3UL]);
    }

    [Fact]
    public void Packed_dimensions_are_read_as_well()
    {
        var tensor = new ProtoMaker().Data(1, new ProtoMaker().Varint(300).Varint(2).ToArray()).Number(2, 10);

        var header = Read(ProtoMaker.Model(new ProtoMaker().Message(5, tensor))).Header.ShouldNotBeNull();

        header.Tensors.Single().Shape.ShouldBe([300UL, 2UL]);
        header.Tensors.Single().DataType.ShouldBe("FLOAT16");
    }

    [Fact]
    public void Values_beside_the_model_are_named_once()
    {
        var graph = new ProtoMaker()
            .Message(5, External("a", "weights/model.onnx_data"))
            .Message(5, External("b", "weights/model.onnx_data"));

        Read(ProtoMaker.Model(graph)).Header!.ExternalFiles.ShouldBe(["weights/model.onnx_data"]);
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\x")]
    public void Values_outside_the_folder_are_forged(string location) =>
        Rule(ProtoMaker.Model(new ProtoMaker().Message(5, External("a", location)))).ShouldBe("external path");

    [Fact]
    public void Values_are_never_read()
    {
        var graph = ProtoMaker.Graph().Message(5, ProtoMaker.Tensor("big", 1, 4_000_000).Data(9, new byte[16_000_000]));
        var file = ProtoMaker.Model(graph).ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();

        OnnxReader.Read(new MemoryStream(file), file.Length).Header!.Tensors.Count.ShouldBe(2);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(200_000);
    }

    [Fact]
    public void Every_cut_is_told()
    {
        var file = ProtoMaker.Model(ProtoMaker.Graph()).ToArray();

        for (var length = 0; length < file.Length; length++)
        {
            var reading = OnnxReader.Read(new MemoryStream(file[..length]), length);
            if (reading.IsValid)
            {
                // A cut between two fields behind the graph leaves a whole model.
                reading.Header.Tensors.Count.ShouldBe(1);
                reading.Header.Metadata.ShouldBeEmpty();
            }
        }

        Rule(file[..40]).ShouldBe("truncated");
    }

    [Fact]
    public void What_is_no_model_breaks_a_rule()
    {
        Rule(new ProtoMaker().Number(1, 8)).ShouldBe("graph");
        Rule(new ProtoMaker().Message(7, ProtoMaker.Graph())).ShouldBe("version");
        Rule("<!doctype html>"u8.ToArray()).ShouldBeOneOf("wire", "truncated");
        Rule(new ProtoMaker().Number(1, 8).Message(7, new ProtoMaker().Varint((5 << 3) | 2).Varint(9)))
            .ShouldBeOneOf("wire", "truncated");
        Rule(ProtoMaker.Model(new ProtoMaker().Message(5, ProtoMaker.Tensor("a", 1, ulong.MaxValue))))
            .ShouldBe("dimensions");
    }

    [Fact]
    public void A_model_is_told_by_its_first_bytes()
    {
        ContainerDetector.Detect(ProtoMaker.Model(ProtoMaker.Graph()).ToArray()).ShouldBe(Container.Onnx);
        ContainerDetector
            .Detect(
                new ProtoMaker()
                    .Number(1, 8)
                    .Message(7, ProtoMaker.Graph().Data(5, new byte[9000]))
                    .ToArray()
                    .AsSpan(0, 1024)
            )
            .ShouldBe(Container.Onnx);
        ContainerDetector.Detect([8, 1, 0, 0, 0, 0, 0, 0, 0]).ShouldBe(Container.Unknown);
    }

    private static ProtoMaker External(string name, string location) =>
        ProtoMaker.Tensor(name, 1, 2).Message(13, new ProtoMaker().Text(1, "location").Text(2, location)).Number(14, 1);

    private static string? Rule(ProtoMaker maker) => Rule(maker.ToArray());

    private static string? Rule(byte[] file) => OnnxReader.Read(new MemoryStream(file), file.Length).Error?.Rule;

    private static OnnxReading Read(ProtoMaker maker)
    {
        var file = maker.ToArray();
        return OnnxReader.Read(new MemoryStream(file), file.Length);
    }
}

using BerryAIGen.Library.Tests.Definitions;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Conversion;

/// <summary>Scales and packed values mean nothing in another precision.</summary>
public sealed class QuantisedConversionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_names_keep_their_schema() =>
        new DefinitionSchema("conversion")
            .Check(DefinitionSchema.Read(Path.Combine(RepositoryRoot.Path, "definitions", "conversion.json")))
            .ShouldBeEmpty();

    private static (string, string, long[], byte[]) Weight(string dtype = "F32") =>
        ("blk.weight", dtype, [1, 1], new byte[dtype == "F32" ? 4 : 1]);

    [Theory]
    [InlineData("blk.scale_weight")]
    [InlineData("blk.weight_scale")]
    [InlineData("blk.weight.absmax")]
    [InlineData("blk.weight.quant_map")]
    [InlineData("blk.SCB")]
    [InlineData("scaled_fp8")]
    [InlineData("model.diffusion_model.scaled_fp8")]
    [InlineData("blk.wscales")]
    public async Task A_file_with_scales_keeps_its_precision_and_the_refusal_names_them(string key)
    {
        var source = TensorSample.Write(
            _folder,
            "q.safetensors",
            Weight("F8_E4M3"),
            (key, "F32", [1], TensorSample.F32(0.0004f))
        );

        var refused = await Should.ThrowAsync<LibraryException>(() =>
            TensorSample.ConvertAsync(source, request => request with { Precision = "fp8_e4m3fn" })
        );

        refused.Failure.Code.ShouldBe(FailureCode.Policy);
        refused.Message.ShouldContain(key);
        refused.Message.ShouldContain("--dtype");
        Directory.GetFiles(_folder.Path).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("blk.weight", "I8", "blk.scale")]
    [InlineData("blk.weight", "U8", "blk.other")]
    [InlineData("blk.x", "F8_E8M0", "blk.other")]
    public async Task Packed_values_are_known_by_their_types(string key, string dtype, string other)
    {
        var source = TensorSample.Write(
            _folder,
            "q.safetensors",
            (key, dtype, [1], [7]),
            (other, "F32", [1], TensorSample.F32(1))
        );

        var refused = await Should.ThrowAsync<LibraryException>(() =>
            TensorSample.ConvertAsync(source, request => request with { Precision = "bf16" })
        );

        refused.Message.ShouldContain(key);
    }

    [Fact]
    public async Task Without_a_precision_every_tensor_stays_as_it_is()
    {
        var scale = TensorSample.F32(0.0004f);
        var source = TensorSample.Write(
            _folder,
            "q.safetensors",
            Weight("F8_E4M3"),
            ("blk.scale_weight", "F32", [], scale)
        );

        var file = await TensorSample.ConvertAsync(
            source,
            request => request with { Output = _folder.Combine("new.safetensors") }
        );

        (await TensorSample.HeaderAsync(file.Path))
            .Tensors.Select(tensor => (tensor.Name, tensor.Dtype))
            .ShouldBe([("blk.scale_weight", "F32"), ("blk.weight", "F8_E4M3")], ignoreOrder: true);
        File.ReadAllBytes(file.Path).AsSpan().IndexOf(scale).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Eight_bits_without_scales_and_the_scale_of_a_norm_are_no_reason_to_refuse()
    {
        var source = TensorSample.Write(
            _folder,
            "plain.safetensors",
            Weight("F8_E4M3"),
            ("norm.scale", "F32", [1], TensorSample.F32(1)),
            ("position_ids", "I64", [1], new byte[8])
        );

        var file = await TensorSample.ConvertAsync(source, request => request with { Precision = "fp16" });

        (await TensorSample.HeaderAsync(file.Path)).Tensors.Count(tensor => tensor.Dtype == "F16").ShouldBe(2);
    }
}

using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Conversion;

/// <summary>Values that the wished precision cannot hold are told.</summary>
public sealed class OverflowTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("fp16", "infinite")]
    [InlineData("fp8_e4m3fn", "448")]
    public async Task Too_large_values_are_counted_and_their_tensors_named(string word, string became)
    {
        var source = TensorSample.Write(
            _folder,
            "a.safetensors",
            ("big.weight", "F32", [3], TensorSample.F32(1e6f, -1e6f, 1)),
            ("fine.weight", "F32", [2], TensorSample.F32(1, float.NaN))
        );

        var file = await TensorSample.ConvertAsync(source, request => request with { Precision = word });

        var message = file.Messages.ShouldHaveSingleItem();
        message.ShouldContain("2 values");
        message.ShouldContain("big.weight");
        message.ShouldContain(became);
        message.ShouldNotContain("fine.weight");
    }

    [Fact]
    public async Task Values_that_fit_are_nothing_to_tell()
    {
        var source = TensorSample.Write(
            _folder,
            "a.safetensors",
            ("w", "F32", [3], TensorSample.F32(65504, 65519, float.PositiveInfinity))
        );

        (
            await TensorSample.ConvertAsync(source, request => request with { Precision = "fp16" })
        ).Messages.ShouldBeEmpty();
    }
}

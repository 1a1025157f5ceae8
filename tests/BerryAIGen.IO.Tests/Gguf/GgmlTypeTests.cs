using BerryAIGen.IO.Gguf;

namespace BerryAIGen.IO.Tests.Gguf;

public sealed class GgmlTypeTests
{
    // The parts of a block one by one, as ggml-common.h of github.com/ggml-org/ggml declares them.
    [Theory]
    [InlineData("Q4_0", 32, 2 + 16)]
    [InlineData("Q4_1", 32, 2 + 2 + 16)]
    [InlineData("Q5_0", 32, 2 + 4 + 16)]
    [InlineData("Q5_1", 32, 2 + 2 + 4 + 16)]
    [InlineData("Q8_0", 32, 2 + 32)]
    [InlineData("Q8_1", 32, 2 + 2 + 32)]
    [InlineData("Q2_K", 256, 16 + 64 + 2 + 2)]
    [InlineData("Q3_K", 256, 32 + 64 + 12 + 2)]
    [InlineData("Q4_K", 256, 2 + 2 + 12 + 128)]
    [InlineData("Q5_K", 256, 2 + 2 + 12 + 32 + 128)]
    [InlineData("Q6_K", 256, 128 + 64 + 16 + 2)]
    [InlineData("Q8_K", 256, 4 + 256 + 32)]
    [InlineData("IQ2_XXS", 256, 2 + 64)]
    [InlineData("IQ2_XS", 256, 2 + 64 + 8)]
    [InlineData("IQ2_S", 256, 2 + 64 + 8 + 8)]
    [InlineData("IQ3_XXS", 256, 2 + 96)]
    [InlineData("IQ3_S", 256, 2 + 64 + 8 + 32 + 4)]
    [InlineData("IQ1_S", 256, 2 + 32 + 16)]
    [InlineData("IQ1_M", 256, 32 + 16 + 8)]
    [InlineData("IQ4_NL", 32, 2 + 16)]
    [InlineData("IQ4_XS", 256, 2 + 2 + 4 + 128)]
    [InlineData("TQ1_0", 256, 48 + 4 + 2)]
    [InlineData("TQ2_0", 256, 64 + 2)]
    [InlineData("MXFP4", 32, 1 + 16)]
    public void A_block_is_as_long_as_its_parts(string name, int values, int bytes)
    {
        var type = Enumerable.Range(0, 64).Select(id => GgmlType.Find((uint)id)).Single(type => type?.Name == name)!;

        type.BlockValues.ShouldBe(values);
        type.BlockBytes.ShouldBe(bytes);
    }
}

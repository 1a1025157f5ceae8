using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Conversion;

/// <summary>What <c>--prune</c> leaves out, and what it leaves in because a loader asks for it.</summary>
public sealed class PruningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static (string, string, long[], byte[]) Tensor(string name, params float[] values) =>
        (name, "F32", [values.Length], TensorSample.F32(values));

    private async Task<(IReadOnlyList<string> Names, IReadOnlyList<string> LeftOut, string Messages)> PruneAsync(
        params (string, string, long[], byte[])[] tensors
    )
    {
        var source = TensorSample.Write(_folder, "a.safetensors", tensors);
        var file = await TensorSample.ConvertAsync(
            source,
            request => request with { Prunes = true, Output = _folder.Combine("b.safetensors") }
        );
        return (await TensorSample.NamesAsync(file.Path), file.LeftOut, string.Join(' ', file.Messages));
    }

    [Theory]
    [InlineData("model.diffusion_model.out.0.weight", "model_ema.diffusion_modelout0weight")]
    [InlineData("params.body.0.weight", "params_ema.body.0.weight")]
    [InlineData("body.0.weight", "params_ema.body.0.weight")]
    public async Task The_average_of_weights_that_are_there_goes(string weight, string average)
    {
        var (names, leftOut, _) = await PruneAsync(Tensor(weight, 1, 2), Tensor(average, 3, 4));

        names.ShouldBe([weight]);
        leftOut.ShouldBe([average]);
    }

    [Fact]
    public async Task What_an_average_counts_goes_with_it()
    {
        var (names, _, _) = await PruneAsync(
            Tensor("model.a", 1, 2),
            Tensor("model_ema.a", 3, 4),
            Tensor("model_ema.decay", 0.9999f)
        );

        names.ShouldBe(["model.a"]);
    }

    [Fact]
    public async Task An_average_without_the_weights_it_is_of_is_the_model_and_stays()
    {
        var (names, leftOut, messages) = await PruneAsync(
            Tensor("first_stage_model.x", 1, 2),
            Tensor("model_ema.a", 3, 4),
            Tensor("model_ema.decay", 0.9999f)
        );

        names.Count.ShouldBe(3);
        leftOut.ShouldBeEmpty();
        messages.ShouldContain("model_ema.");
    }

    [Theory]
    [InlineData("shared.weight", "encoder.embed_tokens.weight")]
    [InlineData("te.shared.weight", "te.decoder.embed_tokens.weight")]
    [InlineData("model.embed_tokens.weight", "lm_head.weight")]
    public async Task A_second_name_that_loaders_make_themselves_goes_when_it_has_the_same_bytes(
        string kept,
        string second
    )
    {
        var (names, leftOut, _) = await PruneAsync(Tensor(second, 1, 2), Tensor(kept, 1, 2));

        names.ShouldBe([kept]);
        leftOut.ShouldBe([second]);
    }

    [Fact]
    public async Task Tied_names_with_other_bytes_are_two_tensors()
    {
        var (names, leftOut, _) = await PruneAsync(
            Tensor("shared.weight", 1, 2),
            Tensor("encoder.embed_tokens.weight", 1, 3)
        );

        names.Count.ShouldBe(2);
        leftOut.ShouldBeEmpty();
    }

    [Fact]
    public async Task Equal_tensors_of_other_names_stay_for_loaders_ask_for_both_and_are_named()
    {
        var (names, leftOut, messages) = await PruneAsync(Tensor("a.bias", 0, 0), Tensor("b.bias", 0, 0));

        names.ShouldBe(["a.bias", "b.bias"], ignoreOrder: true);
        leftOut.ShouldBeEmpty();
        messages.ShouldContain("b.bias (as a.bias)");
    }
}

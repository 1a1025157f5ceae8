using BerryAIGen.Testing;

namespace BerryAIGen.Sandbox.Tests.Downloads;

public sealed class FileChoiceTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private readonly SandboxClient client = new(sandbox.Server);

    public void Dispose() => client.Dispose();

    [Theory]
    [InlineData(6100341, "", null, 61003412)]
    [InlineData(6100341, "", "sandbox-key-early", 61003411)]
    [InlineData(6100341, "?size=full", null, 61003411)]
    [InlineData(6100341, "?type=VAE", null, 61003413)]
    [InlineData(6100341, "?type=Training%20Data", null, 61003415)]
    [InlineData(6100341, "?fileId=61003416", null, 61003416)]
    [InlineData(6100351, "", null, 61003513)]
    [InlineData(6100351, "?format=GGUF", null, 61003512)]
    [InlineData(6100351, "?format=GGUF&quantType=Q8_0", null, 61003511)]
    [InlineData(6100251, "?type=Model&format=SafeTensor", null, 61002511)]
    [InlineData(6100461, "", null, 61004612)]
    [InlineData(6100231, "?type=VAE", null, 61003413)]
    public async Task The_best_file_is_delivered(int version, string query, string? key, int file)
    {
        using var response = await client.GetAsync($"api/download/models/{version}{query}", key);

        response.Headers.Location!.OriginalString.ShouldContain($"/model/{file}/");
    }
}

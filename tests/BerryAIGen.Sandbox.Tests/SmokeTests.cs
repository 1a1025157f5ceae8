using System.Security.Cryptography;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;

namespace BerryAIGen.Sandbox.Tests;

public sealed class SmokeTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(290640)]
    [InlineData(146759)]
    public async Task A_download_has_the_hash_that_the_version_names(int id)
    {
        using var client = new HttpClient { BaseAddress = sandbox.Server.CivitaiUrl };
        var version = JsonNode.Parse(await client.GetStringAsync($"api/v1/model-versions/{id}", Cancelled))!;

        var bytes = await client.GetByteArrayAsync(version["downloadUrl"]!.GetValue<string>(), Cancelled);

        Convert
            .ToHexString(SHA256.HashData(bytes))
            .ShouldBe(version["files"]![0]!["hashes"]!["SHA256"]!.GetValue<string>());
    }
}

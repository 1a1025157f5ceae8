using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

/// <summary>How much of the network a download takes, from the line.</summary>
public sealed class TransferFlagsTests(SandboxFixture sandbox) : SandboxTest(sandbox), IClassFixture<SandboxFixture>
{
    [Theory]
    [InlineData("--connections", "0")]
    [InlineData("--connections", "17")]
    [InlineData("--connections", "2147483647")]
    [InlineData("--parallel", "many")]
    [InlineData("--parallel", "-1")]
    [InlineData("--parallel", "17")]
    [InlineData("--limit-rate", "1")]
    [InlineData("--limit-rate", "fast")]
    [InlineData("--limit-rate", "-5M")]
    [InlineData("--limit-rate-each", "0")]
    [InlineData("--mirror", "not an address")]
    public async Task A_value_that_makes_no_sense_is_told_by_name(string option, string value)
    {
        var run = await Home.RunAsync("download", "82098", "--root", "c", option, value);

        run.ShouldExit(2).Error.ShouldContain(option);
    }

    [Fact]
    public async Task A_download_within_limits_is_a_download()
    {
        var run = await Home.RunAsync(
            "download",
            "82098",
            "version:9208",
            "--root",
            "c",
            "--connections",
            "8",
            "--parallel",
            "2",
            "--limit-rate",
            "50M",
            "--limit-rate-each",
            "25M",
            "--json"
        );

        run.ShouldExit(0)
            .Json.GetProperty("items")
            .EnumerateArray()
            .Select(item => item.GetProperty("state").GetString())
            .ShouldAllBe(state => state == "completed");
    }

    [Fact]
    public async Task Offline_says_so_and_ends_as_a_network_failure()
    {
        var run = await Home.RunAsync("download", "https://example.org/a.safetensors", "--to", "c", "--offline");

        run.ShouldExit(7).Error.ShouldContain("Offline: ");
    }
}

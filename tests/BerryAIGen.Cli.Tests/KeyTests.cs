using BerryAIGen.Cli.Tests.Running;
using BerryAIGen.Sandbox;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

public sealed class MembersOnlySandbox : SandboxFixture
{
    protected override SandboxOptions Options => new() { EveryDownloadNeedsKey = true };
}

public sealed class KeyTests(MembersOnlySandbox sandbox) : SandboxTest(sandbox), IClassFixture<MembersOnlySandbox>
{
    [Fact]
    public async Task Without_a_key_the_sentence_says_how_to_give_one()
    {
        var run = await DownloadAsync();

        run.ShouldExit(4).Error.ShouldContain("CIVITAI_API_KEY");
    }

    [Fact]
    public async Task A_wrong_key_is_told_from_none()
    {
        Home.Variables["CIVITAI_API_KEY"] = "not-a-key-of-anybody";

        var run = await DownloadAsync();

        run.ShouldExit(4).Error.ShouldContain("does not accept the API key");
        Sandbox.Server.Requests.All.ShouldContain(request => request.Path == "/api/v1/me");
        (run.Error + run.Output).ShouldNotContain("not-a-key-of-anybody");
    }

    [Theory]
    [InlineData("CIVITAI_API_KEY")]
    [InlineData("CIVITAI_TOKEN")]
    [InlineData("CIVITAI_API_TOKEN")]
    public async Task A_key_of_the_environment_opens_the_file_and_never_reaches_the_storage(string variable)
    {
        Home.Variables[variable] = "sandbox-key";

        (await DownloadAsync()).ShouldExit(0);

        Sandbox.Server.Requests.To("storage").ShouldNotBeEmpty();
        Sandbox.Server.Requests.To("storage").ShouldAllBe(request => !request.HasAuthorization);
    }

    [Fact]
    public async Task A_key_of_the_configuration_file_is_used_when_there_is_no_other()
    {
        (await Home.RunAsync("config", "set", "civitai_api_key", "sandbox-key")).ShouldExit(0);

        (await DownloadAsync()).ShouldExit(0);
    }

    private Task<BerryRun> DownloadAsync() => Home.RunAsync("download", "82098", "--root", "c", "--json");
}

using BerryAIGen.Testing;
using BerryAIGen.Testing.Expectations;

namespace BerryAIGen.Sandbox.Tests;

/// <summary>The Sandbox against the same expectations as any other server of Civitai's API.</summary>
public sealed class ExpectationTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    public static TheoryData<string> Names => [.. ExpectationFile.All.Select(expectation => expectation.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_sandbox_does_what_is_expected(string name)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = sandbox.Server.CivitaiUrl,
        };

        var faults = await ExpectationCheck.RunAsync(
            client,
            ExpectationFile.Get(name),
            TestContext.Current.CancellationToken
        );

        faults.ShouldBeEmpty();
    }
}

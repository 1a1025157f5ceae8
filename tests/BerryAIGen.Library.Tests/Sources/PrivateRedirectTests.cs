using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Scripted;

namespace BerryAIGen.Library.Tests.Sources;

public sealed class PrivateRedirectTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task A_plan_does_not_ask_a_private_address_that_Civitai_sends_it_to()
    {
        using var story = new LibraryStory(sandbox);
        await using var inside = await ScriptedServer.StartAsync();
        sandbox.Server.Faults.Add(
            new Fault { Path = "/api/download/models/87153", RedirectTo = inside.At("/admin").AbsoluteUri }
        );

        var items = await story.Library.PlanAsync(story.Request("82098"), TestContext.Current.CancellationToken);

        items.ShouldHaveSingleItem().Failure!.Code.ShouldBe(FailureCode.Policy);
        inside.Requests.ShouldBeEmpty();
    }
}

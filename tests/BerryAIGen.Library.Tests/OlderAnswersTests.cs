using BerryAIGen.Library.Configuration;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests;

public sealed class OlderAnswersTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task A_kept_answer_stands_in_for_a_service_that_is_down_and_says_so()
    {
        using var cache = new TemporaryFolder();
        var notices = new List<string>();
        var time = new MovedTime();
        using var library = new BerryLibrary(
            new LibraryOptions
            {
                CivitaiUrl = sandbox.Server.CivitaiUrl,
                CacheFolder = cache.Path,
                OnNotice = notices.Add,
            },
            time: time
        );
        var first = await library.Civitai.Models.GetAsync(257749, TestContext.Current.CancellationToken);
        notices.ShouldBeEmpty();

        time.Advance(TimeSpan.FromHours(1));
        sandbox.Server.Faults.Add(new Fault { Path = "/api/v1/models/257749", Status = 502 });
        var second = await library.Civitai.Models.GetAsync(257749, TestContext.Current.CancellationToken);

        second.Name.ShouldBe(first.Name);
        notices.ShouldHaveSingleItem().ShouldContain("does not answer");
    }
}

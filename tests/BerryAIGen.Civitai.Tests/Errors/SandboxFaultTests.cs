using System.Text.Json;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Sandbox;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;

namespace BerryAIGen.Civitai.Tests.Errors;

public sealed class SandboxFaultTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private readonly SandboxServer _sandbox = fixture.Server;

    [Theory]
    [InlineData(CannedAnswer.LoginPage, typeof(CivitaiUnavailableException))]
    [InlineData(CannedAnswer.MaintenancePage, typeof(CivitaiUnavailableException))]
    [InlineData(CannedAnswer.MaintenanceUnavailable, typeof(CivitaiUnavailableException))]
    [InlineData(CannedAnswer.Cloudflare502, typeof(CivitaiUnavailableException))]
    [InlineData(CannedAnswer.Cloudflare520, typeof(CivitaiUnavailableException))]
    [InlineData(CannedAnswer.ErrorCode1010, typeof(CivitaiUnavailableException))]
    [InlineData(CannedAnswer.HugeError, typeof(CivitaiUnavailableException))]
    [InlineData(CannedAnswer.Overloaded, typeof(CivitaiUnavailableException))]
    [InlineData(CannedAnswer.RegionBlocked, typeof(CivitaiRegionBlockedException))]
    [InlineData(CannedAnswer.RateLimited, typeof(CivitaiRateLimitedException))]
    [InlineData(CannedAnswer.DownloadQuota, typeof(CivitaiRateLimitedException))]
    public async Task Each_answer_of_the_real_world_has_its_class(CannedAnswer answer, Type expected)
    {
        var error = await RefusedAsync(new Fault { Canned = answer });

        error.ShouldBeOfType(expected);
        error.Message.Length.ShouldBeLessThan(600);
    }

    [Fact]
    public async Task A_shortened_answer_is_unreadable()
    {
        (await RefusedAsync(new Fault { TruncateTo = 100 })).ShouldBeOfType<CivitaiInvalidReplyException>();
    }

    [Fact]
    public async Task A_cut_answer_is_asked_again()
    {
        var fault = new Fault { CutAfter = 10, Times = 1 };

        (await AskAsync(fault)).GetProperty("ModelType").GetArrayLength().ShouldBeGreaterThan(10);
    }

    private async Task<CivitaiRequestException> RefusedAsync(Fault fault) =>
        await Should.ThrowAsync<CivitaiRequestException>(() => AskAsync(fault));

    private async Task<JsonElement> AskAsync(Fault fault)
    {
        _sandbox.Faults.Clear();
        _sandbox.Faults.Add(fault with { Path = "/api/v1/enums" });
        using var client = new CivitaiClient(
            new CivitaiOptions { SiteUrl = _sandbox.CivitaiUrl, TimeProvider = new MovedTime() }
        );
        return await client.Enums.GetJsonAsync(TestContext.Current.CancellationToken);
    }
}

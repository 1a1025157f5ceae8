using BerryAIGen.Library.Downloads;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads;

/// <summary>Any address of the web, from the paste to the file.</summary>
public sealed class WebStoryTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private static readonly byte[] Model = TinySafetensors.Create(4096);

    [Theory]
    [InlineData("/files/mine.safetensors?download=1", null, "mine.safetensors")]
    [InlineData("/files/mine.safetensors", "attachment; filename=\"theirs.safetensors\"", "theirs.safetensors")]
    [InlineData("/download.php?id=7", "attachment; filename=\"theirs.safetensors\"", "theirs.safetensors")]
    [InlineData("/models/v1.5", "attachment; filename=\"theirs.safetensors\"", "theirs.safetensors")]
    [InlineData("/latest", "attachment; filename*=UTF-8''b%C3%A4r.safetensors", "bär.safetensors")]
    [InlineData("/latest", "attachment; filename=\"b%C3%A4r.safetensors\"", "bär.safetensors")]
    [InlineData("/latest", "attachment; filename=my model.safetensors", "my model.safetensors")]
    [InlineData("/files/mine.safetensors", "attachment; filename=\"../../evil.safetensors\"", "mine.safetensors")]
    public async Task The_name_is_the_server_s_else_the_address_s(string target, string? disposition, string name)
    {
        using var story = new LibraryStory(sandbox, allowedHost: "127.0.0.1");
        var reply = RawReply.File(Model);
        await using var server = new RawHttpServer(
            disposition is null ? reply : reply.With("Content-Disposition", disposition)
        );

        var item = (await story.DownloadAsync(server.Address(target).AbsoluteUri)).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        item.File.ShouldBe(name);
        var bytes = await File.ReadAllBytesAsync(item.Path!, TestContext.Current.CancellationToken);
        bytes.ShouldBe(Model);
        File.Exists(item.Sidecar).ShouldBeTrue();
    }

    [Theory]
    [InlineData("token")]
    [InlineData("api_key")]
    [InlineData("access_token")]
    public async Task A_token_in_an_address_is_asked_with_and_shown_nowhere(string parameter)
    {
        using var story = new LibraryStory(sandbox, allowedHost: "127.0.0.1");
        await using var server = new RawHttpServer(RawReply.File(Model));
        var target = $"/o/mine.safetensors?alt=media&{parameter}=CAPABILITY";

        var item = (await story.DownloadAsync(server.Address(target).AbsoluteUri)).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        var request = server.Requests.ShouldHaveSingleItem();
        request.Target.ShouldBe(target);
        request.Header("Authorization").ShouldBeNull();
        item.ToString().ShouldNotContain("CAPABILITY");
        story.Files().ShouldAllBe(file => !file.Contains("CAPABILITY", StringComparison.Ordinal));
        File.ReadAllText(item.Sidecar!).ShouldNotContain("CAPABILITY");
    }

    [Fact]
    public async Task A_plan_knows_the_size_and_the_name_and_takes_one_byte()
    {
        using var story = new LibraryStory(sandbox, allowedHost: "127.0.0.1");
        await using var server = new RawHttpServer(
            new RawReply(206, Model[..1])
                .With("Content-Length", "1")
                .With("Content-Range", $"bytes 0-0/{Model.Length}")
                .With("Content-Disposition", "attachment; filename=\"theirs.safetensors\"")
        );

        var item = await PlanAsync(story, server.Address("/latest"));

        item.State.ShouldBe(DownloadState.Planned, item.Reason);
        item.File.ShouldBe("theirs.safetensors");
        item.SizeBytes.ShouldBe(Model.Length);
        server.Requests.ShouldHaveSingleItem().Header("Range").ShouldBe("bytes=0-0");
        story.Files().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(404, FailureCode.NotFound)]
    [InlineData(401, FailureCode.Auth)]
    [InlineData(503, FailureCode.Network)]
    public async Task A_plan_says_what_the_server_would_refuse(int status, FailureCode code)
    {
        using var story = new LibraryStory(sandbox, allowedHost: "127.0.0.1");
        await using var server = new RawHttpServer(new RawReply(status, []).With("Content-Length", "0"));

        (await PlanAsync(story, server.Address())).Failure!.Code.ShouldBe(code);
    }

    [Fact]
    public async Task A_plan_refuses_a_private_address()
    {
        using var story = new LibraryStory(sandbox, allowedHost: "127.0.0.1");

        var item = await PlanAsync(story, new Uri("http://10.0.0.1/x.safetensors"));

        item.State.ShouldBe(DownloadState.Refused);
        item.Failure!.Code.ShouldBe(FailureCode.Policy);
    }

    [Fact]
    public async Task A_plan_for_a_server_that_breaks_off_says_that_no_answer_came()
    {
        using var story = new LibraryStory(sandbox, allowedHost: "127.0.0.1");
        var server = new RawHttpServer(RawReply.File(Model));
        var gone = server.Address();
        await server.DisposeAsync();

        var item = await PlanAsync(story, gone);

        item.Failure!.Code.ShouldBe(FailureCode.Network);
        item.Reason!.ShouldContain("127.0.0.1");
    }

    private static async Task<DownloadItem> PlanAsync(LibraryStory story, Uri address)
    {
        var request = story.Request(address.AbsoluteUri);
        var items = await story.Library.PlanAsync(request, TestContext.Current.CancellationToken);
        return items.ShouldHaveSingleItem();
    }
}

using System.Text;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Sources.S3;

/// <summary>What a server of S3 refuses, by a server that says so.</summary>
public sealed class S3RefusalTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private const string Model = "s3://bucket/folder/model.safetensors";

    private static readonly (string Name, string Value)[] Key =
    [
        ("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE"),
        ("AWS_SECRET_ACCESS_KEY", "wJalr-hidden"),
        ("AWS_SESSION_TOKEN", "FwoGZ-hidden"),
    ];

    [Theory]
    [InlineData(Model, 404, "NoSuchKey", FailureCode.NotFound, "no object")]
    [InlineData(Model, 404, "NoSuchBucket", FailureCode.NotFound, "no bucket")]
    [InlineData(Model, 403, "AccessDenied", FailureCode.Auth, "AWS_ACCESS_KEY_ID may not read")]
    [InlineData(Model, 403, "InvalidAccessKeyId", FailureCode.Auth, "InvalidAccessKeyId")]
    [InlineData(Model, 403, "SignatureDoesNotMatch", FailureCode.Auth, "AWS_SECRET_ACCESS_KEY")]
    [InlineData("s3://bucket/folder/", 403, "AccessDenied", FailureCode.Auth, "may not read")]
    [InlineData(Model, 301, "PermanentRedirect", FailureCode.Usage, "AWS_REGION")]
    [InlineData(Model, 400, "AuthorizationHeaderMalformed", FailureCode.Usage, "AWS_REGION")]
    public async Task Every_refusal_has_its_own_sentence(
        string reference,
        int status,
        string code,
        FailureCode expected,
        string reason
    )
    {
        await using var server = new RawHttpServer(Refusal(status, code));
        using var story = Story(server.Address("/"), Key);

        var item = (await story.DownloadAsync(reference)).ShouldHaveSingleItem();

        item.Failure!.Code.ShouldBe(expected, item.Reason);
        item.Reason!.ShouldContain(reason);
        item.Reason!.ShouldNotContain("hidden");
        story.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_key_nothing_is_signed_and_the_variables_are_named()
    {
        await using var server = new RawHttpServer(Refusal(403, "AccessDenied"));
        using var story = Story(server.Address("/"));

        var item = (await story.DownloadAsync(Model)).ShouldHaveSingleItem();

        item.Failure!.Code.ShouldBe(FailureCode.Auth);
        item.Reason!.ShouldContain("not public: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
        server.Requests.ShouldAllBe(request => request.Header("Authorization") == null);
    }

    [Fact]
    public async Task A_public_object_is_asked_for_without_a_signature()
    {
        var bytes = TinySafetensors.Create(4096);
        await using var server = new RawHttpServer(RawReply.File(bytes));
        using var story = Story(server.Address("/"));

        var item = (await story.DownloadAsync(Model)).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        server.Requests.ShouldAllBe(request => !request.Target.Contains("X-Amz-Signature"));
    }

    [Fact]
    public async Task A_transfer_that_breaks_is_resumed_with_a_signature_of_its_own()
    {
        var bytes = TinySafetensors.Create(4096);
        var whole = RawReply.File(bytes).With("ETag", "\"one\"");
        await using var server = new RawHttpServer(
            whole,
            whole with
            {
                Body = bytes[..1000],
                End = ReplyEnd.Reset,
            },
            RawReply.Rest(bytes, 1000).With("ETag", "\"one\"")
        );
        using var story = Story(server.Address("/"), Key);

        var item = (await story.DownloadAsync(Model)).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        (await File.ReadAllBytesAsync(item.Path!, TestContext.Current.CancellationToken)).ShouldBe(bytes);
        var asked = server.Requests.Skip(1).ToArray();
        asked.Length.ShouldBe(2);
        asked.ShouldAllBe(request => request.Target.Contains("X-Amz-Signature="));
        asked.ShouldAllBe(request => request.Target.StartsWith("/bucket/folder/model.safetensors?"));
        asked[1].Header("Range").ShouldBe("bytes=1000-");
        asked[1].Header("If-Range").ShouldBe("\"one\"");
        server.Requests.ShouldAllBe(request => !request.Target.Contains("wJalr"));
    }

    [Fact]
    public async Task The_key_follows_no_redirect_to_another_host()
    {
        await using var other = new RawHttpServer(RawReply.File([1]));
        await using var server = new RawHttpServer(
            Refusal(307, "TemporaryRedirect").With("Location", other.Address("/bucket/x").AbsoluteUri)
        );
        using var story = Story(server.Address("/"), Key);

        var item = (await story.DownloadAsync(Model)).ShouldHaveSingleItem();

        item.Failure.ShouldNotBeNull();
        other.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_matter_of_the_network()
    {
        var server = new RawHttpServer(RawReply.File([1]));
        var gone = server.Address("/");
        await server.DisposeAsync();
        using var story = Story(gone, Key);

        var item = (await story.DownloadAsync(Model)).ShouldHaveSingleItem();

        item.Failure!.Code.ShouldBe(FailureCode.Network, item.Reason);
        item.Reason!.ShouldContain(gone.Authority);
    }

    [Theory]
    [InlineData("s3://My_Bucket/a.safetensors", "no name of a bucket")]
    [InlineData("s3:///a.safetensors", "no name of a bucket")]
    [InlineData("s3://bucket/../a.safetensors", ". or ..")]
    [InlineData("s3://bucket/%2e%2e/a.safetensors", ". or ..")]
    public async Task A_name_that_can_be_none_is_told_before_anything_is_asked(string reference, string reason)
    {
        using var story = Story(new Uri("http://127.0.0.1:9"));

        var item = (await story.DownloadAsync(reference)).ShouldHaveSingleItem();

        item.Failure!.Code.ShouldBe(FailureCode.Usage);
        item.Reason!.ShouldContain(reason);
    }

    [Fact]
    public async Task Half_a_key_is_a_mistake()
    {
        using var story = Story(new Uri("http://127.0.0.1:9"), Key[0]);

        var item = (await story.DownloadAsync(Model)).ShouldHaveSingleItem();

        item.Failure!.Code.ShouldBe(FailureCode.Usage);
        item.Reason!.ShouldContain("AWS_SECRET_ACCESS_KEY");
    }

    private LibraryStory Story(Uri endpoint, params (string, string)[] variables) =>
        new(sandbox, variables: [("AWS_ENDPOINT_URL", endpoint.AbsoluteUri), .. variables]);

    private static RawReply Refusal(int status, string code)
    {
        var body = Encoding.UTF8.GetBytes(
            $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code><Message>Refused.</Message></Error>"
        );
        return new RawReply(status, body)
            .With("Content-Type", "application/xml")
            .With("Content-Length", body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}

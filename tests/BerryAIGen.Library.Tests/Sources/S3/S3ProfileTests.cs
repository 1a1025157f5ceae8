using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Sources.S3;

/// <summary>As whom S3 is asked, where a profile says it.</summary>
public sealed class S3ProfileTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private const string Model = "s3://bucket/model.safetensors";

    private static readonly byte[] File = TinySafetensors.Create(4 << 20);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_profile_of_the_credentials_file_signs()
    {
        await using var server = new RawHttpServer(RawReply.File(File[..4096]));
        using var story = Profiled("work", server.Address("/"));

        await story.DownloadAsync(Model);

        server.Requests.ShouldNotBeEmpty();
        server.Requests[0].Header("Authorization").ShouldNotBeNull().ShouldContain("AKIAPROFILE");
        server.Requests[0].Header("Authorization")!.ShouldContain("/eu-test-1/");
    }

    [Fact]
    public async Task A_profile_without_a_key_asks_as_nobody_and_none_is_run()
    {
        await using var server = new RawHttpServer(RawReply.File(File[..4096]));
        using var story = Profiled("runs", server.Address("/"));

        await story.DownloadAsync(Model);

        server.Requests.ShouldNotBeEmpty();
        server.Requests[0].Header("Authorization").ShouldBeNull();
    }

    [Theory]
    [InlineData("none", "no profile")]
    [InlineData("half", "half of a key")]
    public async Task A_profile_that_is_not_there_or_half_there_is_told(string profile, string words)
    {
        await using var server = new RawHttpServer(RawReply.File(File[..4096]));
        using var story = Profiled(profile, server.Address("/"));

        var item = (await story.DownloadAsync(Model)).ShouldHaveSingleItem();

        item.Failure!.Code.ShouldBe(FailureCode.Usage);
        item.Reason!.ShouldContain(profile);
        item.Reason!.ShouldContain(words);
        server.Requests.ShouldBeEmpty();
    }

    public void Dispose() => _folder.Dispose();

    private LibraryStory Profiled(string profile, Uri endpoint)
    {
        var path = _folder.Write(
            "credentials",
            """
            [work]
            aws_access_key_id = AKIAPROFILE
            aws_secret_access_key = hidden
            region = eu-test-1
            [runs]
            credential_process = /bin/false
            [half]
            aws_access_key_id = AKIAHALF
            """u8
        );
        return new LibraryStory(
            sandbox,
            variables:
            [
                ("AWS_ENDPOINT_URL", endpoint.AbsoluteUri),
                ("AWS_PROFILE", profile),
                ("AWS_SHARED_CREDENTIALS_FILE", path),
            ]
        );
    }
}

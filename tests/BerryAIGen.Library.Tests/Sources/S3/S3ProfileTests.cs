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

    [Theory]
    [InlineData("none", "no profile")]
    [InlineData("runs", "no key of its own")]
    public async Task A_profile_without_a_key_is_told_and_none_is_run(string profile, string words)
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

using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Sources.S3;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Sources.S3;

/// <summary>What Amazon's library sends, signatures and sessions, goes to the one server.</summary>
public sealed class S3ConnectionsTests
{
    [Fact]
    public async Task The_configured_server_is_asked_and_no_other_host_port_or_scheme()
    {
        await using var server = new RawHttpServer(RawReply.File([1]));
        await using var other = new RawHttpServer(RawReply.File([2]));
        using var client = Client(new S3Options { Endpoint = server.Address("/") });

        (await GetAsync(client, server.Address("/bucket/a"))).ShouldBeNull();
        foreach (
            var address in (Uri[])
                [other.Address("/bucket/a"), new($"https://127.0.0.1:{server.Port}/a"), new("http://example.org/a")]
        )
        {
            var refused = (await GetAsync(client, address)).ShouldNotBeNull();
            refused.Code.ShouldBe(FailureCode.Policy);
            refused.Message.ShouldContain(address.Host);
        }

        server.Requests.Count.ShouldBe(1);
        other.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http://bucket.s3.amazonaws.com/a")]
    [InlineData("https://bucket.s3.amazonaws.com.example.org/a")]
    [InlineData("https://evilamazonaws.com/a")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    public async Task Without_an_endpoint_only_Amazon_is_asked(string address)
    {
        using var client = Client(new S3Options());

        (await GetAsync(client, new Uri(address))).ShouldNotBeNull().Code.ShouldBe(FailureCode.Policy);
    }

    private static HttpClient Client(S3Options options)
    {
        var library = new LibraryOptions { AllowedHosts = ["127.0.0.1"] };
        return new S3Connections(library, options).CreateHttpClient(new Amazon.S3.AmazonS3Config());
    }

    private static async Task<Failure?> GetAsync(HttpClient client, Uri address)
    {
        try
        {
            using var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);
            return null;
        }
        catch (LibraryException refused)
        {
            return refused.Failure;
        }
    }
}

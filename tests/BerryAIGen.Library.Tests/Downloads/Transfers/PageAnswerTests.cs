using System.Text;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Transfers;

/// <summary>Pages and messages that come with status 200 in place of the file.</summary>
public sealed class PageAnswerTests
{
    private const string Login = "<!DOCTYPE html><title>Log in</title>";

    private static readonly byte[] A = Recipe.A(300_000);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("config.json", "text/html", "hello")]
    [InlineData("config.json", "application/octet-stream", Login)]
    [InlineData("config.yaml", "text/html", "hello")]
    [InlineData("config.yaml", "text/plain", Login)]
    [InlineData("config.yaml", "application/json", "{\"error\":\"Unauthorized\"}")]
    [InlineData("words.txt", "text/plain", Login)]
    [InlineData("node.py", "text/plain", Login)]
    [InlineData("README.md", "text/html", Login)]
    [InlineData("page.html", "text/plain", "{\"error\":\"Unauthorized\"}")]
    public async Task A_page_is_no_text_file_of_another_kind(string name, string type, string body)
    {
        await using var server = new RawHttpServer(
            RawReply.File(Encoding.UTF8.GetBytes(body)).With("Content-Type", type)
        );
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(transfer.Request(server.Address()) with { Name = name }, Token);

        outcome.Failure!.Message.ShouldContain("Most likely you have to log in");
        File.Exists(transfer.PartPath).ShouldBeFalse();
    }

    [Theory]
    [InlineData("config.json", "application/json", "{}")]
    [InlineData("a.xml", "application/xml", "<?xml version=\"1.0\"?><note/>")]
    [InlineData("page.HTML", "text/html", Login)]
    [InlineData("README.md", "text/plain", "<p align=\"center\">A model</p>")]
    [InlineData("config.yaml", "text/plain", "model: 1")]
    public async Task Text_that_was_asked_for_is_a_file(string name, string type, string body)
    {
        await using var server = new RawHttpServer(
            RawReply.File(Encoding.UTF8.GetBytes(body)).With("Content-Type", type)
        );
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(transfer.Request(server.Address()) with { Name = name }, Token);

        outcome.Failure.ShouldBeNull();
        outcome.Result!.SizeBytes.ShouldBe(body.Length);
    }

    [Theory]
    [InlineData("text/html; charset=utf-8", "hello")]
    [InlineData("application/json", "{}")]
    [InlineData("application/octet-stream", "\n<!DOCTYPE html><title>Log in</title>")]
    [InlineData("application/octet-stream", "{\"error\":\"Unauthorized\"}")]
    [InlineData("application/octet-stream", "<?xml version=\"1.0\"?><Error/>")]
    public async Task A_page_in_place_of_the_file_fails_and_leaves_the_part_as_it_was(string type, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        await using var server = new RawHttpServer(RawReply.File(bytes).With("Content-Type", type));
        using var transfer = new TransferFixture();
        File.WriteAllBytes(transfer.PartPath, A[..1000]);

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Failure!.Message.ShouldContain("not a model file");
        outcome.Failure.Message.ShouldContain("log in");
        transfer.Part.ShouldBe(A[..1000]);
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_compressed_body_is_not_taken_for_the_file()
    {
        await using var server = new RawHttpServer(RawReply.File(A).With("Content-Encoding", "gzip"));
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Failure!.Message.ShouldContain("compressed (gzip)");
    }
}

using System.Net;
using System.Net.Sockets;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

public sealed class UpTests(SandboxFixture sandbox) : SandboxTest(sandbox), IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task The_server_answers_until_it_is_interrupted_and_leaves_nothing_running()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no signal to send there.");
        Home.Variables["BERRY_CHECKOUT"] = RepositoryRoot.Path;
        var url = $"http://127.0.0.1:{FreePort()}";
        using var http = new HttpClient { BaseAddress = new Uri(url) };
        using var up = Home.Start("up", "--url", url, "--database", Home.PathOf("library.db"));
        var library = "";
        await Eventually.TrueAsync(
            () => (library = Ask(http, "/api/models/library") ?? "").Length > 0,
            TestContext.Current.CancellationToken
        );

        up.Interrupt();

        var ended = await up.EndAsync();
        library.ShouldContain("tinyllama-1.1b-chat-q4");
        ended.ShouldExit(0).Output.ShouldContain(url);
        Ask(http, "/health").ShouldBeNull();
    }

    [Fact]
    public async Task Without_the_checkout_it_says_what_it_needs()
    {
        var run = await Home.RunAsync("up");

        run.ShouldExit(2).Error.ShouldContain("needs the checkout");
    }

    private static string? Ask(HttpClient http, string path)
    {
        try
        {
            using var answer = http.Send(new HttpRequestMessage(HttpMethod.Get, path));
            return new StreamReader(answer.Content.ReadAsStream()).ReadToEnd();
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

using System.Net.Sockets;
using System.Text;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Page;

/// <summary>The files of the page: as their kind, compressed for who takes that, kept as long as they are the same, and no other.</summary>
public sealed class PageFileTests(SmallPage page) : IClassFixture<SmallPage>
{
    [Theory]
    [InlineData("/.hidden.txt")]
    [InlineData("/.git/config.txt")]
    [InlineData("/up/secret.txt")]
    [InlineData("/assets/link.txt")]
    [InlineData("/assets//link.txt")]
    [InlineData("/../secret.txt")]
    [InlineData("/assets/../../secret.txt")]
    [InlineData("/assets/%2e%2e/%2e%2e/secret.txt")]
    [InlineData("/assets/..%2f..%2fsecret.txt")]
    [InlineData("/assets/..%5c..%5csecret.txt")]
    [InlineData("/assets/%2fetc%2fpasswd")]
    [InlineData("//etc/passwd")]
    [InlineData(SmallPage.Script + ".br")]
    [InlineData(SmallPage.Script + ".gz")]
    [InlineData("/assets/index-B2x_9aK-.js/more")]
    public async Task Nothing_but_the_page_s_own_files_is_handed_out(string target)
    {
        // As it stands here: a client would straighten it.
        var answer = await SendRawAsync($"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        answer.ShouldStartWith("HTTP/1.1 404 ");
        answer.ShouldNotContain("outside");
        answer.ShouldNotContain("hidden\n");
        answer.ShouldNotContain("root:");
    }

    [Theory]
    [InlineData(SmallPage.Script, "text/javascript; charset=utf-8", "public, max-age=31536000, immutable")]
    [InlineData("/assets/style-template.css", "text/css; charset=utf-8", "no-cache")]
    [InlineData("/favicon.svg", "image/svg+xml", "no-cache")]
    [InlineData("/manifest.webmanifest", "application/manifest+json", "no-cache")]
    public async Task A_file_has_its_kind_and_is_kept_as_long_as_its_name_allows(string path, string type, string kept)
    {
        var answer = await page.AskAsync(path, headers: ("Accept", "*/*"));
        var again = await page.AskAsync(path, headers: ("If-None-Match", answer.Headers["ETag"]));

        answer.Status.ShouldBe(200);
        answer.Type.ShouldBe(type);
        answer.Headers["Cache-Control"].ShouldBe(kept);
        again.Status.ShouldBe(304);
        again.Text.ShouldBeEmpty();
        again.Headers["Cache-Control"].ShouldBe(kept);
    }

    [Theory]
    [InlineData("gzip, deflate, br, zstd", "br", "as br")]
    [InlineData("gzip", "gzip", "as gz")]
    [InlineData("br;q=0, gzip;q=0.5", "gzip", "as gz")]
    [InlineData("*", "br", "as br")]
    [InlineData("br;q=0, *", "gzip", "as gz")]
    [InlineData("gzip;q=0, br;q=0", null, "let plain;")]
    [InlineData("identity", null, "let plain;")]
    [InlineData("nonsense;;", null, "let plain;")]
    [InlineData("", null, "let plain;")]
    public async Task Who_takes_a_compressed_file_gets_it(string accepts, string? coding, string text)
    {
        var answer = await page.AskAsync(SmallPage.Script, headers: ("Accept-Encoding", accepts));

        answer.Status.ShouldBe(200);
        answer.Text.ShouldBe(text);
        answer.Headers.GetValueOrDefault("Content-Encoding").ShouldBe(coding);
        answer.Headers["Vary"].ShouldBe("Accept-Encoding");
        answer.Type.ShouldBe("text/javascript; charset=utf-8");
    }

    [Fact]
    public async Task Each_form_of_a_file_has_a_tag_of_its_own()
    {
        var plain = await page.AskAsync(SmallPage.Script);
        var small = await page.AskAsync(SmallPage.Script, headers: ("Accept-Encoding", "br"));
        var other = await page.AskAsync("/assets/style-template.css", headers: ("Accept-Encoding", "br"));

        small.Headers["ETag"].ShouldNotBe(plain.Headers["ETag"]);
        other.Headers.Keys.ShouldNotContain("Vary");
        Proven.Tells("GET /{file}", plain.Text, text => text.ShouldBe("let plain;"), unlike: other.Text);
    }

    [Fact]
    public async Task HEAD_tells_of_a_file_without_sending_it()
    {
        var answer = await page.AskAsync(SmallPage.Script, "HEAD");

        answer.Status.ShouldBe(200);
        answer.Headers["Content-Length"].ShouldBe("10");
        answer.Text.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_changed_is_sent_again()
    {
        var before = await page.AskAsync("/favicon.svg");

        await File.WriteAllTextAsync(
            Path.Combine(page.Path, "favicon.svg"),
            "<svg></svg>",
            TestContext.Current.CancellationToken
        );
        var after = await page.AskAsync("/favicon.svg", headers: ("If-None-Match", before.Headers["ETag"]));

        after.Status.ShouldBe(200);
        after.Text.ShouldBe("<svg></svg>");
    }

    private async Task<string> SendRawAsync(string request)
    {
        var stop = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        var address = page.Toolkit.Http.BaseAddress!;
        await client.ConnectAsync(address.Host, address.Port, stop);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), stop);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync(stop);
    }
}

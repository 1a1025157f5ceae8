using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Page;

/// <summary>The page of a server that asks for keys: its files come without one, and with its cookie it reads and changes.</summary>
public sealed class PageAccessTests
{
    private const string Session = "/api/access/session";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_signs_in_reads_changes_and_signs_out()
    {
        using var folder = new TemporaryFolder();
        SmallPage.Write(folder);
        var home = new TemporaryFolder();
        var key = (
            await RunningToolkit.RunAsync(
                home.Path,
                ["key", "add", "mine", "--scope", "admin", "--database", home.Combine("library.db")]
            )
        ).Output.Trim();
        await using var toolkit = await RunningToolkit.StartAsync(
            home,
            arguments: ["--require-key", "--web", folder.Combine("page")]
        );
        // As a browser: it keeps the cookie by itself, and names where it comes from with each change.
        using var browser = new HttpClient(new Recorded()) { BaseAddress = toolkit.Http.BaseAddress };
        browser.DefaultRequestHeaders.Add("Origin", browser.BaseAddress!.GetLeftPart(UriPartial.Authority));

        var page = await PageAnswer.AskAsync(browser, "/generate");
        var file = await PageAnswer.AskAsync(browser, SmallPage.Script);
        var noFile = await PageAnswer.AskAsync(browser, "/assets/nothing.js");
        var closed = await StatusAsync(browser, HttpMethod.Get, "/api/models/library");
        var noScripts = await StatusAsync(browser, HttpMethod.Get, "/api/page/scripts");
        var wrong = await StatusAsync(browser, HttpMethod.Post, Session, new JsonObject { ["key"] = "berry_no" });
        var opened = await browser.PostAsJsonAsync(Session, new { key }, Stop);
        var read = await StatusAsync(browser, HttpMethod.Get, "/api/models/library");
        var scripts = await StatusAsync(browser, HttpMethod.Get, "/api/page/scripts");
        // After a reload the proof is asked for again.
        var proof = JsonNode.Parse(await browser.GetStringAsync(Session, Stop))!["csrf_token"]!.ToString();
        var change = new JsonObject { ["offline"] = true };
        var forged = await StatusAsync(browser, HttpMethod.Put, "/api/settings/network", change);
        browser.DefaultRequestHeaders.Add("X-CSRF-Token", proof);
        var changed = await StatusAsync(browser, HttpMethod.Put, "/api/settings/network", change);
        var left = await StatusAsync(browser, HttpMethod.Delete, Session);
        var after = await StatusAsync(browser, HttpMethod.Get, "/api/models/library");
        var stillPage = await PageAnswer.AskAsync(browser, "/");

        page.Status.ShouldBe(200);
        file.Status.ShouldBe(200);
        noFile.Status.ShouldBe(404);
        closed.ShouldBe(HttpStatusCode.Unauthorized);
        noScripts.ShouldBe(HttpStatusCode.Unauthorized);
        wrong.ShouldBe(HttpStatusCode.Forbidden);
        opened.StatusCode.ShouldBe(HttpStatusCode.OK);
        read.ShouldBe(HttpStatusCode.OK);
        scripts.ShouldBe(HttpStatusCode.OK);
        forged.ShouldBe(HttpStatusCode.Forbidden);
        changed.ShouldBe(HttpStatusCode.OK);
        left.ShouldBe(HttpStatusCode.NoContent);
        after.ShouldBe(HttpStatusCode.Unauthorized);
        stillPage.Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_foreign_name_that_leads_here_gets_no_page()
    {
        await using var toolkit = await RunningToolkit.StartAsync();

        (await PageAnswer.AskAsync(toolkit.Http, "/", headers: ("Host", "evil.example"))).Status.ShouldBe(403);
    }

    private static async Task<HttpStatusCode> StatusAsync(
        HttpClient http,
        HttpMethod method,
        string path,
        JsonObject? body = null
    )
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        using var answer = await http.SendAsync(request, Stop);
        return answer.StatusCode;
    }
}

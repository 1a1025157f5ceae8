using System.Text;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Page;

/// <summary>The scripts of a person, in the folder of settings.</summary>
public sealed class PageScriptTests
{
    [Fact]
    public async Task The_scripts_of_the_settings_folder_are_listed_and_handed_out()
    {
        var home = new TemporaryFolder();
        Put(home, ".config/berryaigen/page/b-card.js", "second");
        Put(home, ".config/berryaigen/page/10.note.js", "first");
        Put(home, ".config/berryaigen/page/.hidden.js", "no");
        Put(home, ".config/berryaigen/page/two words.js", "no");
        Put(home, ".config/berryaigen/page/style.css", "no");
        Put(home, ".config/berryaigen/page/folder.js/inner.js", "no");
        Put(home, "outside.js", "outside");
        File.CreateSymbolicLink(home.Combine(".config/berryaigen/page/link.js"), home.Combine("outside.js"));
        await using var toolkit = await RunningToolkit.StartAsync(home);

        var list = await toolkit.GetAsync("/api/page/scripts");
        var first = await AskAsync(toolkit, "/page/scripts/10.note.js");
        var again = await AskAsync(toolkit, "/page/scripts/10.note.js", ("If-None-Match", first.Headers["ETag"]));
        var second = await AskAsync(toolkit, list[1]!["url"]!.ToString());

        list.ToJsonString()
            .ShouldBe(
                """[{"name":"10.note.js","url":"/page/scripts/10.note.js"},{"name":"b-card.js","url":"/page/scripts/b-card.js"}]"""
            );
        first.Type.ShouldBe("text/javascript; charset=utf-8");
        first.Headers["Cache-Control"].ShouldBe("no-cache");
        again.Status.ShouldBe(304);
        Proven.Tells("GET /page/scripts/{name}", first.Text, text => text.ShouldBe("first"), unlike: second.Text);
        foreach (
            var name in (string[])
                [
                    "link.js",
                    ".hidden.js",
                    "two%20words.js",
                    "style.css",
                    "folder.js",
                    "folder.js%2Finner.js",
                    "..%2F..%2Foutside.js",
                    "nothing.js",
                    "10.note.js%0A",
                ]
        )
        {
            var answer = await AskAsync(toolkit, $"/page/scripts/{name}");
            answer.Status.ShouldBe(404, name);
            answer.Text.ShouldContain("not_found", customMessage: name);
        }
    }

    [Fact]
    public async Task Another_folder_can_be_named_and_need_not_be_there()
    {
        using var folder = new TemporaryFolder();
        await using var toolkit = await RunningToolkit.StartAsync(
            environment: new Dictionary<string, string> { ["BERRY_PAGE_DIR"] = folder.Combine("mine") }
        );

        var none = await toolkit.GetAsync("/api/page/scripts");
        Put(folder, "mine/card.js", "card");
        var one = await toolkit.GetAsync("/api/page/scripts");

        none.AsArray().ShouldBeEmpty();
        Proven.Tells(
            "GET /api/page/scripts",
            one,
            told => told[0]["name"].ToString().ShouldBe("card.js"),
            unlike: none
        );
    }

    [Fact]
    public async Task A_pipe_is_no_script()
    {
        var mkfifo = InstalledTools.Require("mkfifo");
        using var folder = new TemporaryFolder();
        using (var made = System.Diagnostics.Process.Start(mkfifo, [folder.Combine("pipe.js")]))
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        await using var toolkit = await RunningToolkit.StartAsync(
            environment: new Dictionary<string, string> { ["BERRY_PAGE_DIR"] = folder.Path }
        );

        (await toolkit.GetAsync("/api/page/scripts")).AsArray().ShouldBeEmpty();
        (await AskAsync(toolkit, "/page/scripts/pipe.js")).Status.ShouldBe(404);
    }

    private static Task<PageAnswer> AskAsync(RunningToolkit toolkit, string path, params (string, string)[] headers) =>
        PageAnswer.AskAsync(toolkit.Http, path, headers: [.. headers, ("Accept", "*/*")]);

    private static void Put(TemporaryFolder folder, string name, string text) =>
        folder.Write(name, Encoding.UTF8.GetBytes(text));
}

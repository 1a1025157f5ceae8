using System.Diagnostics;
using System.Text;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Page;

/// <summary><c>tools/build-web.sh</c>, and when the launcher calls it, in a checkout of a few files; npm is the real one.</summary>
public sealed class PageBuildTests : IDisposable
{
    private const string Package = """
        {"name":"page","version":"1.0.0","private":true,"type":"module","scripts":{"build":"node build.js"}}
        """;

    private const string Lock = """
        {"name":"page","version":"1.0.0","lockfileVersion":3,"requires":true,"packages":{"":{"name":"page","version":"1.0.0"}}}
        """;

    // What the real one does: it makes the folder that it is told, from what lies beside it.
    private const string Build = """
        import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
        const out = process.argv[process.argv.indexOf("--outDir") + 1];
        mkdirSync(`${out}/assets`, { recursive: true });
        writeFileSync(`${out}/assets/index-B2x_9aK1.js`, "let a = 1;".repeat(500));
        writeFileSync("generated.ts", "always the same");
        writeFileSync(`${out}/index.html`, readFileSync("words.txt"));
        """;

    private readonly TemporaryFolder _folder = new();

    private string Page => Path.Combine(_folder.Path, "artifacts", "web", "index.html");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_that_is_up_to_date_is_not_built_again_and_one_that_fails_leaves_the_last()
    {
        InstalledTools.Require("npm");
        PutCheckout("first");

        var first = await BuildAsync();
        // What the first build made beside its sources counts as new once.
        await BuildAsync();
        var still = await BuildAsync();
        var small = Directory.GetFiles(Path.Combine(_folder.Path, "artifacts", "web", "assets"));
        WriteLater("web/words.txt", "second");
        var second = await BuildAsync();
        var secondText = await File.ReadAllTextAsync(Page, Stop);
        WriteLater("web/build.js", "throw new Error('no such thing');");
        var broken = await BuildAsync();

        first.ExitCode.ShouldBe(0, first.Error);
        still.ShouldBe((0, ""));
        small
            .Select(Path.GetFileName)
            .ShouldBe(["index-B2x_9aK1.js", "index-B2x_9aK1.js.br", "index-B2x_9aK1.js.gz"], ignoreOrder: true);
        second.ExitCode.ShouldBe(0, second.Error);
        secondText.ShouldBe("second");
        broken.ExitCode.ShouldBe(1);
        broken.Error.ShouldContain("no such thing");
        broken.Error.ShouldContain("the page could not be built");
        (await File.ReadAllTextAsync(Page, Stop)).ShouldBe("second");
        Directory.GetDirectories(Path.Combine(_folder.Path, "artifacts")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_npm_installs_is_installed_again_only_for_another_list()
    {
        InstalledTools.Require("npm");
        PutCheckout("page");
        await BuildAsync();
        var mark = _folder.Write("web/node_modules/mark", "npm ci takes it away"u8);

        WriteLater("web/words.txt", "other");
        await BuildAsync();
        var stayed = File.Exists(mark);
        WriteLater("web/package-lock.json", Lock + "\n");
        var (exit, error) = await BuildAsync();

        exit.ShouldBe(0, error);
        stayed.ShouldBeTrue();
        File.Exists(mark).ShouldBeFalse();
    }

    [Theory]
    [InlineData("v18.20.4", "18.20.4")]
    [InlineData("v20.18.9", "20.18.9")]
    [InlineData(null, "not on the PATH")]
    public async Task Without_a_new_enough_Node_one_sentence_says_what_to_install(string? version, string told)
    {
        PutCheckout("page");
        foreach (var tool in (string[])["bash", "dirname", "readlink", "find", "head", "sort", "cat", "sh"])
            File.CreateSymbolicLink(_folder.Combine("bin", tool), InstalledTools.Require(tool));
        if (version is not null)
        {
            Script("bin/npm", "exit 1");
            Script("bin/node", $"echo {version[1..]}");
        }

        var (exit, error) = await RunAsync(
            "tools/build-web.sh",
            start => start.Environment["PATH"] = _folder.Combine("bin")
        );

        exit.ShouldBe(1);
        error.Trim().Split('\n').ShouldHaveSingleItem();
        error.ShouldContain("Node.js 20.19 or newer");
        error.ShouldContain(told);
        File.Exists(Page).ShouldBeFalse();
    }

    [Fact]
    public async Task A_wrong_option_and_a_checkout_without_a_page_are_told()
    {
        PutCheckout("page");
        var wrong = await RunAsync("tools/build-web.sh", _ => { }, "--quick");
        File.Delete(_folder.Combine("web", "package.json"));
        var none = await BuildAsync();

        wrong.ExitCode.ShouldBe(2);
        wrong.Error.ShouldContain("--quick");
        none.ExitCode.ShouldBe(1);
        none.Error.ShouldContain("no web/package.json");
    }

    [Theory]
    [InlineData("up", true)]
    [InlineData("demo", true)]
    [InlineData("list", false)]
    public async Task The_launcher_builds_the_page_for_what_shows_it(string command, bool builds)
    {
        PutCheckout("page");
        PutLauncher();
        Script("tools/build-web.sh", "echo \"asked $1\" >&2; exit 1");

        var (exit, error) = await RunAsync("berry", _ => { }, command);

        // Without a page the server starts all the same.
        exit.ShouldBe(7, error);
        error.Contains("asked --if-changed", StringComparison.Ordinal).ShouldBe(builds);
        error.Contains("going on without a new page", StringComparison.Ordinal).ShouldBe(builds);
    }

    public void Dispose() => _folder.Dispose();

    private void PutCheckout(string words)
    {
        Put("web/package.json", Package);
        Put("web/package-lock.json", Lock);
        Put("web/build.js", Build);
        Put("web/words.txt", words);
        Put("docs/openapi.json", "{}");
        Script("tools/build-web.sh", File.ReadAllText(Path.Combine(RepositoryRoot.Path, "tools/build-web.sh")));
    }

    private void PutLauncher()
    {
        Script("berry", File.ReadAllText(Path.Combine(RepositoryRoot.Path, "berry")));
        Script("artifacts/bin/BerryAIGen.Cli/release/berry", "exit 7");
        Put("artifacts/berry.stamp", "");
    }

    private Task<(int ExitCode, string Error)> BuildAsync() => RunAsync("tools/build-web.sh", _ => { }, "--if-changed");

    private async Task<(int ExitCode, string Error)> RunAsync(
        string script,
        Action<ProcessStartInfo> set,
        params string[] words
    )
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It is a script for bash.");
        var start = new ProcessStartInfo(_folder.Combine(script), words) { RedirectStandardError = true };
        start.Environment["npm_config_cache"] = _folder.Combine("cache");
        set(start);
        using var run = Process.Start(start)!;
        var error = await run.StandardError.ReadToEndAsync(Stop);
        await run.WaitForExitAsync(Stop);
        return (run.ExitCode, error);
    }

    // Later than the last build, however coarse the clock of the file system is.
    private void WriteLater(string name, string text)
    {
        Put(name, text);
        var stamp = File.GetLastWriteTimeUtc(_folder.Combine("artifacts", "web.stamp"));
        File.SetLastWriteTimeUtc(_folder.Combine(name), stamp.AddSeconds(1));
    }

    private void Put(string name, string text) => _folder.Write(name, Encoding.UTF8.GetBytes(text));

    private void Script(string name, string text)
    {
        var path = _folder.Write(
            name,
            Encoding.UTF8.GetBytes(text.StartsWith("#!", StringComparison.Ordinal) ? text : $"#!/bin/sh\n{text}\n")
        );
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}

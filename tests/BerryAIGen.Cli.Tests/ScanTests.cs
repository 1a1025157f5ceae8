using BerryAIGen.Cli.Tests.Running;
using BerryAIGen.Testing.Pickles;

namespace BerryAIGen.Cli.Tests;

public sealed class ScanTests : IDisposable
{
    private readonly BerryHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Scan_prints_every_global_with_its_level_and_exits_with_6_for_danger()
    {
        _home.Write("models/bad.pt", PickleScript.Of(2).Global("posix", "system").CallWith("true").Stop());
        _home.Write("models/good.pt", PickleScript.Of(2).Global("collections", "OrderedDict").Raw(")R").Stop());

        var files = (await _home.RunAsync("scan", "models", "--json")).ShouldExit(6).Json.GetProperty("files");

        files[0].GetProperty("path").GetString().ShouldBe("models/bad.pt");
        files[0].GetProperty("verdict").GetString().ShouldBe("dangerous");
        files[0]
            .GetProperty("globals")
            .GetRawText()
            .Where(c => !char.IsWhiteSpace(c))
            .ShouldBe("[[\"posix\",\"system\",\"dangerous\"]]");
        files[1].GetProperty("verdict").GetString().ShouldBe("clean");
        files[1].GetProperty("globals")[0][2].GetString().ShouldBe("innocuous");
    }

    [Fact]
    public async Task Scan_of_an_empty_folder_says_so()
    {
        Directory.CreateDirectory(_home.PathOf("models"));

        var run = await _home.RunAsync("scan", "models");

        run.ShouldExit(0).Error.ShouldBe("berry: there is no file to scan.\n");
    }

    [Fact]
    public async Task Scan_shows_a_person_what_matters_and_no_control_characters()
    {
        _home.Write("bad.pt", PickleScript.Of(2).Global("posix", "sys\u001b[2Jtem").CallWith("true").Stop());

        var run = await _home.RunAsync("scan", "bad.pt");

        run.ShouldExit(6).Output.ShouldBe("dangerous   bad.pt\n  dangerous   posix.sys [2Jtem: runs programs\n");
    }

    [Fact]
    public async Task Scan_goes_on_after_a_file_that_is_not_there()
    {
        _home.Write("good.pt", PickleScript.Of(2).Raw("N").Stop());

        var run = await _home.RunAsync("scan", "missing.pt", "good.pt", "--json");

        var files = run.ShouldExit(3).Json.GetProperty("files");
        files[0].GetProperty("error").GetProperty("code").GetString().ShouldBe("not_found");
        files[1].GetProperty("verdict").GetString().ShouldBe("clean");
    }

    [Fact]
    public async Task Scan_of_a_file_that_is_not_what_its_name_says_exits_with_1_and_says_why()
    {
        _home.Write("models/random.safetensors", [.. Enumerable.Range(0, 200).Select(at => (byte)(at * 37))]);

        var run = await _home.RunAsync("scan", "models");

        run.ShouldExit(1).Output.ShouldStartWith("unreadable  models/random.safetensors\n  ");
    }

    [Fact]
    public async Task Scan_of_a_folder_lists_models_and_counts_the_rest()
    {
        _home.Write("models/good.pt", PickleScript.Of(2).Raw("N").Stop());
        _home.Write("models/good.berry.json", "{}"u8.ToArray());
        _home.Write("models/notes.txt", "hello"u8.ToArray());

        var person = await _home.RunAsync("scan", "models");
        var json = (await _home.RunAsync("scan", "models", "--json")).ShouldExit(0).Json;

        person.ShouldExit(0).Output.ShouldBe("clean       models/good.pt\n2 other files hold no model and no code.\n");
        json.GetProperty("files").GetArrayLength().ShouldBe(1);
        json.GetProperty("other_files").GetInt32().ShouldBe(2);
    }
}

using System.Runtime.Versioning;
using BerryAIGen.Cli.Tests.Running;

namespace BerryAIGen.Cli.Tests;

public sealed class ConfigTests : IDisposable
{
    private readonly BerryHome _home = new();

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_key_is_kept_for_its_owner_only_and_shown_masked()
    {
        (await _home.RunAsync("config", "set", "civitai_api_key", "0123456789abcdef")).ShouldExit(0);

        var path = (await _home.RunAsync("config", "path")).ShouldExit(0).Output.TrimEnd();
        var get = await _home.RunAsync("config", "get", "civitai_api_key");
        var list = await _home.RunAsync("config", "list", "--json");
        File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        get.ShouldExit(0).Output.ShouldBe("***\n");
        list.ShouldExit(0).Json.GetProperty("settings").GetProperty("civitai_api_key").GetString().ShouldBe("***");
    }

    [Fact]
    public async Task The_folders_of_the_system_are_obeyed()
    {
        _home.Variables["XDG_CONFIG_HOME"] = _home.PathOf("settings");

        var path = await _home.RunAsync("config", "path");

        path.ShouldExit(0).Output.ShouldStartWith(_home.PathOf("settings") + Path.DirectorySeparatorChar);
    }

    [Fact]
    public async Task A_missing_home_is_no_error()
    {
        _home.Variables["HOME"] = "";

        (await _home.RunAsync("config", "list")).ShouldExit(0).Output.ShouldBeEmpty();
        (await _home.RunAsync("civitai", "types")).ShouldExit(0);
    }

    [Theory]
    [InlineData]
    [InlineData("--json")]
    public async Task Without_any_folder_there_is_no_path(params string[] form)
    {
        _home.Variables["HOME"] = "";

        (await _home.RunAsync(["config", "path", .. form])).ShouldExit(2).Error.ShouldContain("XDG_CONFIG_HOME");
    }

    [Fact]
    public async Task A_setting_that_is_not_set_is_told_with_the_way_to_set_it()
    {
        var run = await _home.RunAsync("config", "get", "root", "--json");

        run.ShouldExit(3).Json.GetProperty("error").GetProperty("code").GetString().ShouldBe("not_found");
        run.Error.ShouldBe("berry: root is not set; set it with: berry config set root VALUE\n");
    }

    [Fact]
    public async Task An_unknown_setting_is_told_with_the_known_ones()
    {
        var run = await _home.RunAsync("config", "set", "colour", "red");

        run.ShouldExit(2).Error.ShouldContain("civitai_api_key");
    }

    [Theory]
    [InlineData("parallel", "x", "must be a whole number")]
    [InlineData("offline", "perhaps", "must be on or off")]
    [InlineData("civitai_url", "nowhere", "is not an address")]
    [InlineData("layout", "winamp", "There is no layout \"winamp\"")]
    public async Task A_value_that_nothing_can_read_is_refused_and_not_written(string name, string value, string why)
    {
        var run = await _home.RunAsync("config", "set", name, value);

        run.ShouldExit(2).Error.ShouldContain(why);
        (await _home.RunAsync("config", "list")).ShouldExit(0).Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_broken_setting_does_not_stand_in_the_way_of_setting_it_right()
    {
        _home.Write(".config/berryaigen/config.json", """{"parallel":"x","offline":"y"}"""u8);

        (await _home.RunAsync("config", "set", "parallel", "3")).ShouldExit(0).Error.ShouldContain("is written to");
        (await _home.RunAsync("config", "set", "offline", "")).ShouldExit(0).Error.ShouldContain("is removed from");

        (await _home.RunAsync("config", "list")).ShouldExit(0).Output.ShouldBe("parallel = 3\n");
    }

    [Fact]
    public async Task A_broken_configuration_file_is_named()
    {
        var file = _home.Write(".config/berryaigen/config.json", "{ not json"u8);

        var run = await _home.RunAsync("config", "list");

        run.ShouldExit(2).Error.ShouldContain(file);
    }

    public void Dispose() => _home.Dispose();
}

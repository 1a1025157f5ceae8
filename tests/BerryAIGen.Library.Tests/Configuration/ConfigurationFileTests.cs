using BerryAIGen.Library.Configuration;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Configuration;

public sealed class ConfigurationFileTests
{
    [Fact]
    public void A_value_is_set_listed_and_removed()
    {
        using var folder = new TemporaryFolder();
        ConfigurationFile.Load(folder.Path).Set(ConfigurationFile.CivitaiKey, "secret");
        ConfigurationFile.Load(folder.Path).Set(ConfigurationFile.Layout, "a1111");

        var file = ConfigurationFile.Load(folder.Path);

        file.Find(ConfigurationFile.CivitaiKey).ShouldBe("secret");
        file.List().ShouldBe([new("civitai_api_key", "***"), new("layout", "a1111")]);
        file.Set(ConfigurationFile.Layout, null);
        ConfigurationFile.Load(folder.Path).Find(ConfigurationFile.Layout).ShouldBeNull();
    }

    [Fact]
    public void Only_the_owner_may_read_the_file()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        using var folder = new TemporaryFolder();

        ConfigurationFile.Load(folder.Path).Set(ConfigurationFile.CivitaiKey, "secret");

        File.GetUnixFileMode(Path.Combine(folder.Path, "config.json"))
            .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFiles(folder.Path).ShouldHaveSingleItem();
    }

    [Fact]
    public void Keys_we_do_not_know_are_kept()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("config.json", """{ "future": { "a": 1 } }"""u8);

        ConfigurationFile.Load(folder.Path).Set(ConfigurationFile.Layout, "flat");

        File.ReadAllText(path).ShouldContain("future");
    }

    [Fact]
    public void An_unknown_key_is_answered_with_those_that_exist()
    {
        using var folder = new TemporaryFolder();

        var failure = Should
            .Throw<LibraryException>(() => ConfigurationFile.Load(folder.Path).Set("colour", "red"))
            .Failure;

        failure.Message.ShouldContain("civitai_api_key");
    }

    [Fact]
    public void A_byte_order_mark_hurts_nothing()
    {
        using var folder = new TemporaryFolder();
        folder.Write("config.json", [0xEF, 0xBB, 0xBF, .. """{ "layout": "flat" }"""u8]);

        ConfigurationFile.Load(folder.Path).Find(ConfigurationFile.Layout).ShouldBe("flat");
    }

    [Theory]
    [InlineData("{ broken")]
    [InlineData("""{ "root": "/a", "root": "/b" }""")]
    public void A_broken_file_is_named_and_left_alone(string text)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Combine("config.json");
        File.WriteAllText(path, text);

        Should.Throw<LibraryException>(() => ConfigurationFile.Load(folder.Path)).Message.ShouldContain(path);

        File.ReadAllText(path).ShouldBe(text);
    }
}

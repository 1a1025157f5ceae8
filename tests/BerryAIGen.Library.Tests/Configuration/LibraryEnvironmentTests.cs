using BerryAIGen.Library.Configuration;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Configuration;

public sealed class LibraryEnvironmentTests
{
    [Fact]
    public void Nothing_set_gives_the_real_services_and_no_folders()
    {
        var options = With().ToOptions();

        options.CivitaiUrl.ShouldBe(new Uri("https://civitai.com"));
        options.CivitaiKey.ShouldBeNull();
        options.ConfigurationFolder.ShouldBeNull();
        options.CacheFolder.ShouldBeNull();
    }

    [Theory]
    [InlineData("off", false)]
    [InlineData("False", false)]
    [InlineData("0", false)]
    [InlineData("on", true)]
    [InlineData("true", true)]
    public void The_inspect_stage_is_switched_by_the_environment(string word, bool isOn)
    {
        var options = With(("ENABLE_SECURITY_SCANNING", word), ("ENABLE_MODEL_VALIDATION", word)).ToOptions();

        options.ScansFiles.ShouldBe(isOn);
        options.ValidatesModels.ShouldBe(isOn);
    }

    [Fact]
    public void A_switch_that_is_neither_on_nor_off_is_named() =>
        Should
            .Throw<LibraryException>(() => With(("ENABLE_SECURITY_SCANNING", "maybe")).ToOptions())
            .Message.ShouldContain("ENABLE_SECURITY_SCANNING");

    [Theory]
    [InlineData("CIVITAI_API_KEY")]
    [InlineData("CIVITAI_TOKEN")]
    [InlineData("CIVITAI_API_TOKEN")]
    public void The_key_has_three_names(string name)
    {
        var key = With((name, "abc")).ToOptions().CivitaiKey.ShouldNotBeNull();

        key.Reveal().ShouldBe("abc");
        key.Origin.ShouldBe(name);
    }

    [Fact]
    public void The_placeholder_of_the_sample_is_no_key() =>
        With(("CIVITAI_API_KEY", "YOUR_KEY")).ToOptions().CivitaiKey.ShouldBeNull();

    [Fact]
    public void A_placeholder_hides_no_real_key()
    {
        using var folder = new TemporaryFolder();
        var home = ("XDG_CONFIG_HOME", folder.Path);
        ConfigurationFile.Load(With(home).ConfigurationFolder).Set(ConfigurationFile.CivitaiKey, "stored");

        With(home, ("CIVITAI_API_KEY", "YOUR_KEY")).ToOptions().CivitaiKey!.Reveal().ShouldBe("stored");
        With(home, ("CIVITAI_API_KEY", "YOUR_KEY"), ("CIVITAI_TOKEN", "given"))
            .ToOptions()
            .CivitaiKey!.Reveal()
            .ShouldBe("given");
    }

    [Fact]
    public void The_environment_goes_before_the_file()
    {
        using var folder = new TemporaryFolder();
        var environment = With(("XDG_CONFIG_HOME", folder.Path));
        var file = ConfigurationFile.Load(environment.ConfigurationFolder);
        file.Set(ConfigurationFile.CivitaiKey, "stored");
        file.Set(ConfigurationFile.AllowedHosts, "a.example, b.example");

        environment.ToOptions().CivitaiKey!.Reveal().ShouldBe("stored");
        environment.ToOptions().AllowedHosts.ShouldBe(["a.example", "b.example"]);
        With(("XDG_CONFIG_HOME", folder.Path), ("CIVITAI_TOKEN", "given"))
            .ToOptions()
            .CivitaiKey!.Reveal()
            .ShouldBe("given");
    }

    [Fact]
    public void A_base_address_that_is_none_is_named()
    {
        var failure = Should.Throw<LibraryException>(() => With(("BERRY_CIVITAI_URL", "nonsense")).ToOptions()).Failure;

        failure.Code.ShouldBe(FailureCode.Usage);
        failure.Message.ShouldContain("BERRY_CIVITAI_URL");
    }

    [Fact]
    public void An_orchestrator_that_nobody_names_is_Civitais_and_one_that_is_named_may_have_a_key_of_its_own()
    {
        var usual = With(("CIVITAI_API_KEY", "site")).ToOptions();
        var named = With(
                ("CIVITAI_API_KEY", "site"),
                ("BERRY_ORCHESTRATOR_URL", "https://generate.example"),
                ("BERRY_ORCHESTRATOR_KEY", "own")
            )
            .ToOptions();

        (usual.OrchestratorUrl.Host, usual.NamesOrchestrator).ShouldBe(("orchestration.civitai.com", false));
        usual.OrchestratorKey.ShouldBeNull();
        (named.OrchestratorUrl.Host, named.NamesOrchestrator).ShouldBe(("generate.example", true));
        named.OrchestratorKey!.Reveal().ShouldBe("own");
    }

    private static LibraryEnvironment With(params (string Name, string Value)[] variables) =>
        new(name => Array.Find(variables, variable => variable.Name == name).Value);
}

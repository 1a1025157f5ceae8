using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Downloads.Unpacking;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Configuration;

public sealed class DownloadSettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Settings_of_downloads_are_read_over_the_defaults()
    {
        var options = Read("archives=keep", "parallel=5", "connections=8", "limit_rate=2M");

        options.Archives.ShouldBe(ArchiveRule.Keep);
        var transfers = options.Transfers.ToOptions();
        transfers.ParallelFiles.ShouldBe(5);
        transfers.ParallelPerHost.ShouldBe(5);
        transfers.Connections.ShouldBe(8);
        transfers.BytesPerSecond.ShouldBe(2 << 20);
    }

    [Fact]
    public void Without_settings_the_defaults_stay()
    {
        var options = Read();

        options.Archives.ShouldBe(ArchiveRule.Unpack);
        options.Transfers.ToOptions().ShouldBe(new TransferOptions());
    }

    [Theory]
    [InlineData("archives=burn", "archives")]
    [InlineData("parallel=0", "parallel")]
    [InlineData("parallel=17", "parallel")]
    [InlineData("connections=2147483647", "connections")]
    [InlineData("limit_rate=1", "limit_rate")]
    [InlineData("connections=many", "connections")]
    [InlineData("limit_rate=fast", "limit_rate")]
    public void A_value_that_cannot_be_obeyed_is_refused_by_its_name(string setting, string name)
    {
        var failure = Should.Throw<LibraryException>(() => Read(setting)).Failure;

        failure.Code.ShouldBe(FailureCode.Usage);
        failure.Message.ShouldStartWith(name);
    }

    private LibraryOptions Read(params string[] settings)
    {
        var environment = new LibraryEnvironment(name => name == "XDG_CONFIG_HOME" ? _folder.Path : null);
        var file = ConfigurationFile.Load(environment.ConfigurationFolder);
        foreach (var setting in settings)
            file.Set(setting.Split('=')[0], setting.Split('=')[1]);
        return environment.ToOptions();
    }
}

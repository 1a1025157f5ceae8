using BerryAIGen.Cli.Progress;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests.Progress;

public sealed class FileProgressTests
{
    private readonly MovedTime _time = new();

    [Fact]
    public void Speed_counts_only_what_came_in_this_run()
    {
        var file = new FileProgress(_time);

        file.Report(At(600_000_000));
        _time.Advance(TimeSpan.FromSeconds(2));
        file.Report(At(620_000_000));

        file.BytesPerSecond.ShouldBe(10_000_000);
        file.TimeLeft.ShouldBe(TimeSpan.FromSeconds(38));
        file.ShortFigures.ShouldBe(" 62% of 1.0 GB  10.0 MB/s  0:38");
    }

    [Fact]
    public void A_restart_from_zero_does_not_show_a_negative_speed()
    {
        var file = new FileProgress(_time);
        file.Report(At(600_000_000));
        _time.Advance(TimeSpan.FromSeconds(1));

        file.Report(At(0));
        _time.Advance(TimeSpan.FromSeconds(1));
        file.Report(At(5_000_000));

        file.BytesPerSecond.ShouldBe(5_000_000);
    }

    [Fact]
    public void An_unknown_size_has_no_share_and_no_time_left()
    {
        var file = new FileProgress(_time);

        file.Report(new DownloadProgress("a", DownloadStage.Transfer, 1_500_000, null));

        file.Share.ShouldBeNull();
        file.TimeLeft.ShouldBeNull();
        file.ShortFigures.ShouldBe("1.5 MB");
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1_000, "1.0 kB")]
    [InlineData(999_949, "1.0 MB")]
    [InlineData(1_250_000, "1.3 MB")]
    [InlineData(6_938_040_674, "6.9 GB")]
    public void Bytes_are_shown_with_a_decimal_unit(long bytes, string text) =>
        Output.ByteText.Of(bytes).ShouldBe(text);

    [Fact]
    public void Lines_come_once_per_stage_and_once_per_second()
    {
        using var log = new StringWriter();
        var lines = new ProgressLines(log, _time);

        for (var i = 0; i < 30; i++)
        {
            lines.Report(At(i * 1_000_000));
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        lines.Report(new DownloadProgress("a", DownloadStage.Verify, 1_000_000_000, 1_000_000_000));

        var text = log.ToString().TrimEnd().Split('\n');
        text.Length.ShouldBe(4);
        text[^1].ShouldBe("a: verifying");
    }

    private static DownloadProgress At(long bytes) => new("a", DownloadStage.Transfer, bytes, 1_000_000_000);
}

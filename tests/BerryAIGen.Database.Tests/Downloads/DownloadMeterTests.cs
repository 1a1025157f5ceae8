using BerryAIGen.Database.Downloads;
using BerryAIGen.Library.Downloads;

namespace BerryAIGen.Database.Tests.Downloads;

public sealed class DownloadMeterTests
{
    [Fact]
    public void Each_stage_is_told_by_its_word()
    {
        var meter = new DownloadMeter([], TimeProvider.System);
        meter.Read().Stage.ShouldBeNull();
        List<string?> told = [];
        foreach (var stage in Enum.GetValues<DownloadStage>())
        {
            meter.Report(new DownloadProgress("a", stage, 1, 1));
            told.Add(meter.Read().Stage);
        }

        told.ShouldBe(["resolve", "plan", "transfer", "verify", "inspect", "publish", "record"]);
        meter.Read().Files.ShouldHaveSingleItem().Stage.ShouldBe("record");
    }

    [Theory]
    [InlineData(DownloadStage.Transfer, DownloadStage.Record, "transfer", "downloading")]
    [InlineData(DownloadStage.Verify, DownloadStage.Publish, "verify", "verifying")]
    [InlineData(DownloadStage.Record, DownloadStage.Inspect, "inspect", "verifying")]
    public void Of_several_files_the_last_one_says_where_the_download_is(
        DownloadStage one,
        DownloadStage other,
        string stage,
        string status
    )
    {
        var meter = new DownloadMeter([Planned("a"), Planned("b")], TimeProvider.System);

        meter.Report(new DownloadProgress("a", one, 1, 1));
        meter.Report(new DownloadProgress("b", other, 1, 1));

        var now = meter.Read();
        (now.Stage, now.Status).ShouldBe((stage, status));
    }

    [Fact]
    public void One_that_has_not_begun_keeps_the_download_at_its_transfer_and_forgets_an_earlier_run()
    {
        var meter = new DownloadMeter([Planned("a"), Planned("b") with { Stage = "verify" }], TimeProvider.System);

        meter.Report(new DownloadProgress("a", DownloadStage.Inspect, 1, 1));

        var now = meter.Read();
        (now.Stage, now.Status).ShouldBe(("transfer", "downloading"));
        now.Files.Select(file => file.Stage).ShouldBe(["inspect", null]);
    }

    private static DownloadFile Planned(string name) => new(name, 1, 0, DownloadStatus.Pending);
}

using BerryAIGen.Library.Downloads.Transfers.Parts;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Downloads.Transfers;

/// <summary>What everybody who works on one transfer has in common.</summary>
internal sealed record TransferContext(
    DownloadHttp Http,
    TransferOptions Options,
    TimeProvider Time,
    TransferRequest Request,
    PartFile Part,
    ProgressMeter Meter
)
{
    /// <summary>An interruption, told with where the part stands.</summary>
    internal Attempt Broken(string why) =>
        Attempt.Broken($"The connection for {Request.Name} broke at {Part.Arrived} bytes: {why.TrimEnd('.')}.");

    internal DateTimeOffset Now => Time.GetUtcNow();
}

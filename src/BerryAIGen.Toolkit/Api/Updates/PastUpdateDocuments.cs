using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BerryAIGen.Database.Versions;
using BerryAIGen.Library.Versions.Replacing;

namespace BerryAIGen.Toolkit.Api.Updates;

/// <summary>Updates that were done.</summary>
internal sealed record PastUpdatesDocument(IReadOnlyList<PastUpdateDocument> Updates, int TotalCount)
{
    public static PastUpdatesDocument Of(IReadOnlyList<PastUpdate> updates, int? offset, int? limit) =>
        new([.. Paging.Of(updates, offset, limit).Select(PastUpdateDocument.Of)], updates.Count);
}

/// <summary>One update.</summary>
/// <param name="Id">Names it for a rollback.</param>
/// <param name="At">Seconds since 1970.</param>
/// <param name="State"><c>done</c> or <c>rolled_back</c>.</param>
/// <param name="OldPath">Where the old file was.</param>
/// <param name="NewPath">Where the new file was put.</param>
/// <param name="ModelName">The source's name of the model.</param>
/// <param name="FromVersion">The source's number of the old version.</param>
/// <param name="ToVersion">That of the new one.</param>
/// <param name="Left">Files that left their places.</param>
internal sealed record PastUpdateDocument(
    string Id,
    double At,
    string State,
    string OldPath,
    string NewPath,
    string? ModelName,
    int? FromVersion,
    int ToVersion,
    IReadOnlyList<LeftFile> Left
)
{
    public static PastUpdateDocument Of(PastUpdate update) =>
        new(
            update.Id,
            update.At.ToUnixTimeMilliseconds() / 1000.0,
            update.IsRolledBack ? "rolled_back" : "done",
            update.OldPath,
            update.NewPath,
            update.ModelName,
            update.FromVersion,
            update.ToVersion,
            update.Left
        );
}

/// <summary>A model whose update was taken back.</summary>
internal sealed record RolledBackDocument(string ModelId, PastUpdateDocument Update, string? Note)
{
    public static RolledBackDocument Of(string id, RolledBackUpdate outcome) =>
        new(id, PastUpdateDocument.Of(outcome.Update!), outcome.Note);
}

/// <summary>What one should hear of.</summary>
/// <param name="Notifications">A page of them.</param>
/// <param name="TotalCount">How many there are of those that were asked for.</param>
/// <param name="UnreadCount">How many nobody has read.</param>
internal sealed record NotificationsDocument(
    IReadOnlyList<NotificationDocument> Notifications,
    int TotalCount,
    int UnreadCount
)
{
    public static NotificationsDocument Of(NotificationPage page) =>
        new([.. page.Items.Select(NotificationDocument.Of)], page.TotalCount, page.UnreadCount);
}

/// <summary>One of them; times are seconds since 1970.</summary>
/// <param name="Id">Its number.</param>
/// <param name="At">When it was made.</param>
/// <param name="Kind">Such as <c>update_available</c>, <c>subscription_version</c>.</param>
/// <param name="ModelId">The library's model that it is about; absent when there is none.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Details">The same for programs, by its kind.</param>
/// <param name="ReadAt">When somebody read it; absent before.</param>
internal sealed record NotificationDocument(
    long Id,
    double At,
    string Kind,
    string? ModelId,
    string Message,
    JsonObject? Details,
    double? ReadAt
)
{
    public static NotificationDocument Of(NotificationRow row) =>
        new(
            row.Id,
            UnixTime.Of(row.At),
            row.Kind,
            row.ModelId,
            row.Message,
            row.Details is null ? null : JsonNode.Parse(row.Details) as JsonObject,
            UnixTime.Of(row.ReadAt)
        );
}

/// <summary>How many were not read before.</summary>
internal sealed record MarkedReadDocument(int Marked);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(UpdatesDocument))]
[JsonSerializable(typeof(ModelUpdateDocument))]
[JsonSerializable(typeof(PastUpdatesDocument))]
[JsonSerializable(typeof(RolledBackDocument))]
[JsonSerializable(typeof(NotificationsDocument))]
[JsonSerializable(typeof(MarkedReadDocument))]
[JsonSerializable(typeof(CheckUpdatesQuestion))]
[JsonSerializable(typeof(ApplyUpdatesQuestion))]
[JsonSerializable(typeof(UpdateWishes))]
[JsonSerializable(typeof(RollbackQuestion))]
[JsonSerializable(typeof(NotificationIds))]
internal sealed partial class UpdatesJson : JsonSerializerContext;

using BerryAIGen.Database.Models;
using BerryAIGen.Library.Compatibility.Scoring;

namespace BerryAIGen.Database.Compatibility;

/// <summary>A model of the registry with what decides who runs it.</summary>
public sealed class JudgedModel
{
    private readonly ModelRow _row;

    internal JudgedModel(ModelRow row, ModelFacts facts) => (_row, Facts) = (row, facts);

    public string Id => _row.Id;

    public ModelFacts Facts { get; }

    public bool IsLocal => _row.Status == ModelStatus.Local;

    public bool IsAvailable => _row.Status == ModelStatus.Available;

    /// <summary>Whether a provider can get at it: what another one holds in its own store, it alone can load.</summary>
    internal bool IsWithinReach(string provider) =>
        _row.Origin == provider || !_row.Id.StartsWith(_row.Origin + "/", StringComparison.Ordinal);

    internal string Status => _row.Status;

    /// <summary>Whether the same facts would come out of a row.</summary>
    internal bool IsOf(ModelRow row) =>
        row.Metadata == _row.Metadata
        && row.Capabilities == _row.Capabilities
        && row.Format == _row.Format
        && row.Architecture == _row.Architecture
        && row.ModelType == _row.ModelType
        && row.Size == _row.Size
        && row.DiskUsage == _row.DiskUsage
        && row.Status == _row.Status
        && row.StatusDetail == _row.StatusDetail
        && row.Origin == _row.Origin;
}

import java.time.Instant

plugins {
    java
}

repositories {
    mavenLocal()
    mavenCentral()
}

dependencies {
    // Of what the suite brings: the versions that it was tested with.
    testImplementation(platform("metricsbuffer:metricsbuffer:1.0.0"))
    testImplementation("metricsbuffer:shared-tests:1.0.0")
}

tasks.test {
    useJUnitPlatform()
    jvmArgs("-Xshare:off", "-XX:+EnableDynamicAgentLoading", "-XX:TieredStopAtLevel=1")
    maxParallelForks = 2
    // The table is made of the results of this run alone.
    systemProperty("mb.stamp", Instant.now().toString())
    systemProperty("model.executions", "1000")
    systemProperty("model.executions.deep", "5000")
    testLogging.showStandardStreams = true
}
